// SPDX-License-Identifier: BSL-1.0
// Opens reports in headless Chromium: node report.mjs CHROMIUM FOLDER FILE...; FOLDER takes the screenshots.
// Prints what is wrong, a line each; exit code 1 if anything is.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";

const [chromium, folder, ...files] = process.argv.slice(2);
const require = createRequire(`${process.env.DUTYGRAPH_NODE_MODULES}/`);
const { chromium: driver } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const browser = await driver.launch({
  executablePath: chromium,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
let wrong = 0;
const check = (holds, what) => {
  if (holds) return;
  wrong += 1;
  console.log(`wrong: ${what}`);
};

/// A page of its own, with everything it says or asks for.
async function open(file, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => said.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (url !== pathToFileURL(file).href && !url.startsWith("data:")) said.push(`request: ${url}`);
  });
  page.on("dialog", (dialog) => {
    said.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.goto(pathToFileURL(file).href);
  return { context, page, said };
}

for (const file of files) {
  const name = basename(file, ".html");
  for (const [look, options] of Object.entries({
    light: { colorScheme: "light" },
    dark: { colorScheme: "dark" },
    narrow: { viewport: { width: 400, height: 800 }, colorScheme: "light" },
  })) {
    const { context, page, said } = await open(file, options);
    check(said.length === 0, `${name} ${look}: ${said.join("; ")}`);
    await page.screenshot({ path: `${folder}/${name}-${look}.png`, fullPage: true });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wide <= 0, `${name} ${look}: wider than the window by ${wide} pixels`);
    // The page's policy lets no other script in; this one comes from the debugger.
    const client = await context.newCDPSession(page);
    await client.send("Runtime.evaluate", { expression: axe });
    const { result } = await client.send("Runtime.evaluate", {
      expression: "axe.run(document).then((found) => JSON.stringify(found.violations))",
      awaitPromise: true,
      returnByValue: true,
    });
    for (const violation of JSON.parse(result.value)) {
      const at = violation.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", ");
      if (violation.impact === "serious" || violation.impact === "critical")
        check(false, `${name} ${look}: axe ${violation.impact} ${violation.id} at ${at}`);
      else console.log(`note: ${name} ${look}: axe ${violation.impact} ${violation.id} at ${at}`);
    }
    await context.close();
  }

  // Every link inside leads somewhere; ids are unique.
  const { context, page, said } = await open(file);
  const broken = await page.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
    const lost = [...document.querySelectorAll('a[href^="#"]')]
      .map((link) => decodeURIComponent(link.getAttribute("href").slice(1)))
      .filter((id) => !document.getElementById(id));
    return { twice, lost, scripts: document.scripts.length };
  });
  check(broken.twice.length === 0, `${name}: ids twice: ${broken.twice}`);
  check(broken.lost.length === 0, `${name}: links to nowhere: ${broken.lost}`);
  check(broken.scripts === 1, `${name}: ${broken.scripts} scripts`);

  // Search hides rows and says how many are left; a link to a hidden row shows it again.
  const inputs = await page.locator('input[type="search"]').count();
  check(inputs > 0, `${name}: no table can be searched`);
  for (let i = 0; i < inputs; ++i) {
    const input = page.locator('input[type="search"]').nth(i);
    const table = `#${(await input.getAttribute("id")).replace("search-", "")}`;
    const rows = await page.locator(`${table} tbody tr`).count();
    const word = (await page.locator(`${table} tbody tr th`).last().innerText()).split(/\s/)[0];
    await input.fill(word);
    const shown = await page.locator(`${table} tbody tr:visible`).count();
    check(shown >= 1 && shown <= rows, `${name} ${table}: "${word}" shows ${shown} of ${rows}`);
    check(
      (await input.locator("xpath=..").locator('[role="status"]').innerText()) === `${shown} of ${rows} rows`,
      `${name} ${table}: the count is not said`,
    );
    await input.fill("no such words anywhere zzz");
    check((await page.locator(`${table} tbody tr:visible`).count()) === 0, `${name} ${table}: nothing is hidden`);
    const first = await page.locator(`${table} tbody tr`).first().getAttribute("id");
    await page.evaluate((id) => (location.hash = id), first);
    await page.waitForTimeout(50);
    check(await page.locator(`#${first}`).isVisible(), `${name}: a link to a hidden row shows nothing`);
    await input.fill("");
    check((await page.locator(`${table} tbody tr:visible`).count()) === rows, `${name} ${table}: rows are lost`);
  }

  // Sorting: up, down, and back to the order of the report; by keyboard.
  const sortable = page.locator("table.data:has(tbody tr + tr)").first();
  const head = sortable.locator("thead th").first();
  const order = () => sortable.locator("tbody tr th").allInnerTexts();
  const before = await order();
  await head.locator("button").focus();
  await page.keyboard.press("Enter");
  check((await head.getAttribute("aria-sort")) === "ascending", `${name}: sorting up is not said`);
  const up = await order();
  const collator = new Intl.Collator("en", { numeric: true });
  check(up.every((text, i) => i === 0 || collator.compare(up[i - 1].trim(), text.trim()) <= 0), `${name}: not sorted`);
  await page.keyboard.press("Enter");
  check((await head.getAttribute("aria-sort")) === "descending", `${name}: sorting down is not said`);
  await page.keyboard.press("Enter");
  check(JSON.stringify(await order()) === JSON.stringify(before), `${name}: the order of the report does not come back`);

  // The first key leads to the skip link, the skip link into the report.
  await page.evaluate(() => {
    location.hash = "";
    document.activeElement.blur();
    scrollTo(0, 0);
  });
  await page.reload();
  await page.keyboard.press("Tab");
  check(await page.locator(".skip").evaluate((link) => link === document.activeElement), `${name}: no skip link first`);
  await page.keyboard.press("Enter");
  check((await page.evaluate(() => document.activeElement.id)) === "main", `${name}: the skip link does not skip`);
  check(said.length === 0, `${name}: ${said.join("; ")}`);
  await page.pdf({ path: `${folder}/${name}-print.pdf`, format: "A4" });
  await context.close();

  // Without scripts the rows are there.
  const plain = await open(file, { javaScriptEnabled: false });
  check((await plain.page.locator("table.data tbody tr").count()) > 0, `${name}: nothing without scripts`);
  check((await plain.page.locator('input[type="search"]').count()) === 0, `${name}: dead search fields`);
  await plain.context.close();
}
await browser.close();
process.exit(wrong === 0 ? 0 : 1);
