"use strict";

// Has Playwright open a HAR, and Chromium ask for what it holds: a GET, and each BOSH request that
// was answered and is the only one with its body (of others Playwright gives the first). Says which
// of them the page was not given as the HAR has it; exit code 1 when there is any.
const { readFileSync } = require("node:fs");
const { chromium } = require("playwright-core");

async function main([chromiumProgram, har]) {
  const { entries } = JSON.parse(readFileSync(har, "utf8")).log;
  const answered = entries.filter((entry) => entry.response.status === 200);
  const first = answered.find((entry) => entry.request.method === "GET");
  const browser = await chromium.launch({
    executablePath: chromiumProgram,
    args: ["--no-sandbox", "--disable-web-security"],
  });
  try {
    const context = await browser.newContext();
    await context.routeFromHAR(har, { notFound: "abort" });
    const page = await context.newPage();
    const shown = await page.goto(first.request.url);
    const differing = [];
    if ((await shown.text()) !== first.response.content.text) {
      differing.push(first.request.url);
    }
    const bodies = entries.map((entry) => entry.request.postData?.text);
    const polls = answered.filter(
      (entry) =>
        entry.request.url.includes("/http-bind") &&
        bodies.filter((body) => body === entry.request.postData.text).length === 1,
    );
    for (const { request, response } of polls) {
      const text = await page.evaluate(
        async ({ url, body, type }) =>
          (await fetch(url, { method: "POST", body, headers: { "Content-Type": type } })).text(),
        { url: request.url, body: request.postData.text, type: request.postData.mimeType },
      );
      if (text !== response.content.text) {
        differing.push(`${request.postData.text}: ${text}`);
      }
    }
    differing.forEach((line) => console.log(line));
    console.log(`${polls.length} polls`);
    return differing.length === 0 && polls.length > 0 ? 0 : 1;
  } finally {
    await browser.close();
  }
}

main(process.argv.slice(2)).then(process.exit, (failure) => {
  console.log(String(failure));
  process.exit(2);
});
