// SPDX-License-Identifier: BSL-1.0
#include "render/report/assets.hpp"

namespace dutygraph::render::detail {
namespace {

// Every pair of text and ground has a contrast of 4.5 to 1 or more in both schemes.
constexpr std::string_view style = R"css(
:root { color-scheme: light dark; --ground: #ffffff; --raised: #f4f5f7; --text: #1b1f24; --quiet: #4c545e;
  --line: #c9ced6; --link: #0b4f9e; --focus: #b34700; --known: #14532d; --known-ground: #e3f4e8; --part: #6b4400;
  --part-ground: #fdf0d5; --gap: #8f1d1d; --gap-ground: #fde8e8; --open: #3c4450; --open-ground: #e9ebef; }
@media (prefers-color-scheme: dark) { :root { --ground: #14171b; --raised: #1d2228; --text: #e8eaed; --quiet: #aeb6c0;
  --line: #434b55; --link: #8ab8f5; --focus: #ffb27a; --known: #a6e5ba; --known-ground: #14361f; --part: #f5d08a;
  --part-ground: #3b2c0a; --gap: #ffb4b4; --gap-ground: #451818; --open: #ccd2da; --open-ground: #2a3038; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
header, nav, main, footer { max-width: 80rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.5rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.35rem; line-height: 1.25; margin: 2.5rem 0 .5rem; padding-top: .75rem; border-top: 2px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
p, ul, ol { margin: .5rem 0; max-width: 65rem; overflow-wrap: anywhere; }
.day, .stamp { color: var(--quiet); }
.stamp { font-size: .875rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, button:focus-visible, input:focus-visible, main:focus-visible, summary:focus-visible,
.scroll:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
:target { background: var(--part-ground); }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; padding: .5rem 1rem; background: var(--ground); border: 2px solid var(--focus); z-index: 1; }
nav ol { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: .5rem 0 0; margin: .5rem 0 0; list-style: none; }
nav a { display: inline-block; padding: .25rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; font-size: .9375rem; }
caption { text-align: left; color: var(--quiet); padding: .25rem 0; font-size: .875rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-bottom: 1px solid var(--line);
  overflow-wrap: break-word; }
tbody th { overflow-wrap: anywhere; min-width: 8rem; }
.date, td.cite a { white-space: nowrap; }
td.cite { min-width: 5rem; }
th, td, li, p { unicode-bidi: plaintext; }
thead th { background: var(--raised); border-bottom: 2px solid var(--line); white-space: nowrap; }
tbody th { font-weight: 600; }
tbody th small { font-weight: 400; color: var(--quiet); }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
thead button { font: inherit; color: inherit; background: none; border: 0; padding: .125rem 0; cursor: pointer; text-align: inherit; }
thead button::after { content: " \2195"; color: var(--quiet); }
th[aria-sort="ascending"] button::after { content: " \2191"; }
th[aria-sort="descending"] button::after { content: " \2193"; }
.tools { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; margin: .75rem 0 .25rem; }
.tools input { font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--quiet); border-radius: .25rem;
  padding: .25rem .5rem; min-width: 14rem; }
.tools span { color: var(--quiet); font-size: .875rem; }
.result { display: inline-block; padding: 0 .4em; border-radius: .25rem; font-weight: 600; font-size: .8125rem; white-space: nowrap; }
.pass { color: var(--known); background: var(--known-ground); }
.partial { color: var(--part); background: var(--part-ground); }
.fail { color: var(--gap); background: var(--gap-ground); border: 1px solid currentColor; }
.unknown, .not_applicable, .info { color: var(--open); background: var(--open-ground); }
.sources li { margin: .375rem 0; padding: .125rem 0; }
.sources small, .cited { color: var(--quiet); font-size: .875rem; }
figure { margin: 1rem 0; overflow-x: auto; }
figure svg { max-width: 100%; height: auto; }
footer { margin-top: 3rem; padding-bottom: 2rem; border-top: 2px solid var(--line); }
.aside { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden] { display: none !important; }
@media screen and (max-width: 44rem) {
  header, nav, main, footer { padding-left: .875rem; padding-right: .875rem; }
  h1 { font-size: 1.375rem; }
  table, tbody, tr, td, tbody th { display: block; width: 100%; }
  thead { position: absolute; left: -100rem; }
  caption { display: block; }
  tbody tr { border: 1px solid var(--line); border-radius: .375rem; margin: 0 0 .75rem; padding: .25rem 0; }
  th, td { border-bottom: 0; padding: .25rem .75rem; }
  td { position: relative; padding-left: 8.5rem; min-height: 2.5rem; }
  td[data-label]::before { content: attr(data-label); position: absolute; left: .75rem; top: .3rem; width: 7.25rem;
    color: var(--quiet); font-size: .8125rem; line-height: 1.3; overflow-wrap: anywhere; }
  td:empty { display: none; }
  td.number, th.number { text-align: left; }
  .tools input { width: 100%; }
  figure svg { max-width: none; }
}
@media print {
  :root { color-scheme: light; --ground: #ffffff; --raised: #ffffff; --text: #000000; --quiet: #333333; --line: #888888;
    --link: #000000; --known: #000000; --known-ground: #ffffff; --part: #000000; --part-ground: #ffffff; --gap: #000000;
    --gap-ground: #ffffff; --open: #000000; --open-ground: #ffffff; }
  @page { margin: 16mm 14mm; }
  body { font-size: 9.5pt; line-height: 1.35; }
  header, nav, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  table { font-size: 8.5pt; table-layout: auto; }
  th, td { padding: .2rem .4rem; }
  :focus-visible { outline: none !important; }
  thead th { white-space: normal; }
  thead { display: table-header-group; }
  tr, figure, li { break-inside: avoid; }
  h2, h3, caption, h2 + p { break-after: avoid; }
  .tools, .skip { display: none !important; }
  tr[hidden] { display: table-row !important; }
  thead button::after { content: ""; }
  .scroll, figure { overflow: visible; }
  figure svg { max-width: 100%; max-height: 240mm; }
  a { text-decoration: none; }
  .result { border: 1px solid #333333; }
}
)css";

constexpr std::string_view script = R"js(
"use strict";
for (const table of document.querySelectorAll("table.data")) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  if (rows.length < 2) continue;
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") === "ascending";
      const down = head.getAttribute("aria-sort") === "descending";
      for (const other of heads) other.removeAttribute("aria-sort");
      let order = rows;
      if (!down) {
        head.setAttribute("aria-sort", up ? "descending" : "ascending");
        const text = new Map(rows.map((row) => [row, row.cells[column].innerText.trim()]));
        const compare = new Intl.Collator("en", { numeric: true }).compare;
        order = [...rows].sort((a, b) => (up ? -1 : 1) * compare(text.get(a), text.get(b)));
      }
      body.append(...order);
    });
  });
  if (rows.length < 8) continue;
  const name = table.caption.firstElementChild.textContent;
  const tools = document.createElement("div");
  tools.className = "tools";
  const label = document.createElement("label");
  const input = document.createElement("input");
  const status = document.createElement("span");
  input.type = "search";
  input.id = "search-" + table.id;
  label.htmlFor = input.id;
  const about = document.createElement("span");
  about.className = "aside";
  about.textContent = " in " + name;
  label.append("Search", about);
  status.setAttribute("role", "status");
  tools.append(label, input, status);
  table.parentElement.before(tools);
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const show = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, i) => {
      const hit = words.every((word) => texts[i].includes(word));
      row.hidden = !hit;
      if (hit) shown += 1;
    });
    status.textContent = words.length === 0 ? "" : shown + " of " + rows.length + " rows";
  };
  input.addEventListener("input", show);
  // A link to a row that is filtered away shows it.
  addEventListener("hashchange", () => {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (row && row.hidden && rows.includes(row)) {
      input.value = "";
      show();
      row.scrollIntoView();
    }
  });
}
)js";

}  // namespace

std::string_view report_style() noexcept { return style; }
std::string_view report_script() noexcept { return script; }

}  // namespace dutygraph::render::detail
