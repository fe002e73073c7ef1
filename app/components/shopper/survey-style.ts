/** What the survey adds to the style of plain pages. The chosen answer is told by more than its colour. */
export const SURVEY_STYLE = `
.scores{display:grid;grid-template-columns:repeat(5,1fr);gap:8px}
.scores button{padding:11px 0;font-size:19px}
.ends{display:flex;justify-content:space-between;margin:6px 0 0}
.choices{display:grid;grid-template-columns:1fr 1fr;gap:10px}
button[aria-pressed=true]{border:3px solid var(--mark,#0f766e);font-weight:750}
#tap{margin-top:16px}
#tap button{width:100%}
.skip{margin-top:14px}
.skip a,.quiet a{display:inline-block;padding:10px 0}
`;
