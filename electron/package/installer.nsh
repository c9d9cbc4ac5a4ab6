; Offers Gemba for recordings without becoming their default program.
!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\Gemba.mcap" "" "MCAP recording"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Gemba.mcap\DefaultIcon" "" "$appExe,0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Gemba.mcap\shell\open\command" "" '"$appExe" "%1"'
  WriteRegStr SHELL_CONTEXT "Software\Classes\.mcap\OpenWithProgids" "Gemba.mcap" ""
!macroend

!macro customUnInstall
  DeleteRegKey SHELL_CONTEXT "Software\Classes\Gemba.mcap"
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.mcap\OpenWithProgids" "Gemba.mcap"
!macroend
