// What the demo plant says beside its machines: time zone, variants, reasons and calendars.
// Pure data in the words of plant.json.

export const works = {
  timeZone: "Europe/Berlin",
  variants: [
    { id: "96", name: "96 kWh", color: "#3b82c4" },
    { id: "84", name: "84 kWh reinforced", color: "#d9822b" },
    { id: "72", name: "72 kWh LFP", color: "#4c9f70" },
  ],
  reasons: [
    {
      code: "technical",
      text: "Technical stop",
      reasons: [
        {
          code: "breakdown",
          text: "Breakdown",
          reasons: [
            { code: "wireBreak", text: "Wire or tool break" },
            { code: "mechanical", text: "Mechanical failure" },
            { code: "control", text: "Control or drive fault" },
          ],
        },
        {
          code: "microstop",
          text: "Micro-stop",
          reasons: [
            { code: "jam", text: "Part jammed" },
            { code: "sensor", text: "Sensor not reached" },
          ],
        },
        { code: "glassChange", text: "Protective glass changed", reasons: [] },
      ],
    },
    {
      code: "material",
      text: "Material",
      reasons: [
        { code: "lateSupply", text: "Supply late", reasons: [] },
        { code: "noOrder", text: "No order", reasons: [] },
      ],
    },
    {
      code: "organisation",
      text: "Organisation",
      reasons: [
        { code: "setup", text: "Change of variant", reasons: [] },
        { code: "operatorAway", text: "Operator away", reasons: [] },
        { code: "break", text: "Planned break", reasons: [] },
      ],
    },
    {
      code: "flow",
      text: "Flow",
      reasons: [
        { code: "upstream", text: "No part from upstream", reasons: [] },
        { code: "downstream", text: "No place downstream", reasons: [] },
        { code: "transport", text: "Waiting for transport", reasons: [] },
      ],
    },
    {
      code: "quality",
      text: "Quality",
      reasons: [
        { code: "lackOfFusion", text: "Lack of fusion", reasons: [] },
        { code: "spatter", text: "Spatter", reasons: [] },
        { code: "secondFailure", text: "Failed again after rework", reasons: [] },
      ],
    },
  ],
  calendars: [
    {
      id: "shift",
      shifts: [{ name: "Early", from: "06:00", to: "14:00", days: [1, 2, 3, 4, 5, 6, 7], breaks: [] }],
    },
    {
      id: "manual",
      shifts: [
        {
          name: "Early",
          from: "06:00",
          to: "14:00",
          days: [1, 2, 3, 4, 5, 6, 7],
          breaks: [{ from: "10:00", to: "10:30" }],
        },
      ],
    },
  ],
} as const;
