// The words of findings on the twin: labels, tags, and what the pointer says of a pin. Part of catalogue.ts, which says how words
// are written. What an analysis associates is never called a cause.

export const findingWords = {
  "finding.condition": "Not as usual",
  "finding.sensor": "Sensor not as usual",
  "finding.quality": "More bad parts",
  "finding.suspect": "Suspect",
  "finding.withFactor": "with {factor}",
  "finding.odds": "OR {odds}, n {count}",
  "finding.oddsAbove": "OR > {odds}, n {count}",
  "finding.here": "{count} here",
  "finding.shipped": "{count} shipped",
  "finding.scrapped": "{count} scrapped",
  "finding.bad": "{bad} of {judged} bad",
  "finding.since": "since {time}",
  "finding.affectedHere.one": "{count} affected part here",
  "finding.affectedHere.other": "{count} affected parts here",
  "finding.way.one": "Way of {count} affected part, and where it is now",
  "finding.way.other": "Way of {count} affected parts, and where they are now",
  "finding.suspectOf": "Suspect: {factors}. Associated, not proven",
  "finding.scale": "{defects} on the part, from few to many",
  "finding.legend": "What the picture shows of the finding",
  "finding.hide": "Show no finding",
  "finding.affected.one": "{count} part affected",
  "finding.affected.other": "{count} parts affected",
  "finding.defects.one": "{count} defect",
  "finding.defects.other": "{count} defects",
} as const;
