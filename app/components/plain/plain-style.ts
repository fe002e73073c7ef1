/** The whole style of pages without scripts, inline: one request, no file to wait for. `--brand` is the shop's colour. */
export const PLAIN_STYLE = `
*{box-sizing:border-box}
body{margin:0;background:#f6f6f4;color:#1c1917;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans Devanagari",sans-serif;-webkit-text-size-adjust:100%}
a{color:#0f5e58;text-underline-offset:2px}
.bar{background:var(--brand,#0f766e);color:var(--on-brand,#fff);padding:14px 0;font-weight:650;font-size:17px}
.bar span{display:block;max-width:560px;margin:0 auto;padding:0 16px;overflow-wrap:anywhere}
main{max-width:560px;margin:0 auto;padding:20px 16px 40px}
h1{font-size:25px;line-height:1.25;margin:4px 0 6px;letter-spacing:-.01em;overflow-wrap:anywhere;text-wrap:balance}
h2{font-size:16px;margin:0 0 12px}
p{margin:0 0 12px}
.quiet{color:#57534e}
.small{font-size:14px}
.card{background:#fff;border:1px solid #e7e5e4;border-radius:14px;padding:18px;margin:16px 0}
.card>:last-child{margin-bottom:0}
ul,ol{list-style:none;margin:0;padding:0}
ol.number{list-style:decimal;padding-left:22px;margin:0 0 16px}
ol.number li{margin:0 0 6px}
button,.button{display:inline-block;min-height:48px;padding:11px 20px;border:0;border-radius:10px;font:inherit;font-weight:600;cursor:pointer;text-decoration:none;text-align:center;background:var(--brand,#0f766e);color:var(--on-brand,#fff)}
button.second,.button.second{background:#fff;color:#1c1917;border:1px solid #a8a29e}
button:focus-visible,a:focus-visible,summary:focus-visible{outline:3px solid #2563eb;outline-offset:2px}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:10px}
.steps{display:grid;grid-auto-flow:column;grid-auto-columns:1fr;margin:20px 0 6px}
.steps li{position:relative;padding-top:30px;font-size:13px;line-height:1.3;text-align:center;color:#57534e}
.steps li::before{content:"";position:absolute;top:10px;left:calc(-50% + 12px);right:calc(50% + 12px);height:4px;background:#d6d3d1}
.steps li:first-child::before{display:none}
.steps li::after{content:"";position:absolute;top:0;left:calc(50% - 12px);box-sizing:border-box;width:24px;height:24px;border-radius:50%;background:#fff;border:3px solid #d6d3d1}
.steps .done::before,.steps .done::after{background:var(--mark,#0f766e);border-color:var(--mark,#0f766e)}
.steps .done{color:#1c1917;font-weight:600}
.log li{position:relative;padding:0 0 16px 24px}
.log li::before{content:"";position:absolute;left:4px;top:8px;width:9px;height:9px;border-radius:50%;background:#a8a29e}
.log li:first-child::before{background:var(--mark,#0f766e)}
.log li::after{content:"";position:absolute;left:8px;top:19px;bottom:-6px;width:1px;background:#d6d3d1}
.log li:last-child::after{display:none}
.log li:last-child{padding-bottom:0}
.log time{display:block;font-size:14px;color:#57534e}
.items li{display:flex;gap:12px;justify-content:space-between;padding:10px 0;border-bottom:1px solid #f0efed}
.items li:first-child{padding-top:0}
.items li:last-child{padding-bottom:0}
.items span:first-child{overflow-wrap:anywhere}
.items span:last-child{white-space:nowrap;text-align:right}
.total{font-weight:650;border-bottom:0!important}
.way-in li+li{margin-top:10px}
.parcel+.parcel{margin-top:16px;padding-top:16px;border-top:1px solid #f0efed}
code{overflow-wrap:anywhere}
footer{max-width:560px;margin:0 auto;padding:0 16px 32px;font-size:14px;color:#57534e}
form{margin:0}
summary{cursor:pointer;font-weight:600;padding:6px 0}
details[open] summary{margin-bottom:10px}
@media (min-width:600px){h1{font-size:30px}main{padding-top:32px}}
`;
