"use strict";

// Holds a HAR file against har-validator's schemas. Says what is wrong, one line each; exit code 1
// when anything is.
const { readFileSync } = require("node:fs");
const { har } = require("har-validator");

har(JSON.parse(readFileSync(process.argv[2], "utf8"))).then(
  () => process.exit(0),
  (failure) => {
    for (const { dataPath, message } of failure.errors ?? []) {
      console.log(`${dataPath} ${message}`);
    }
    console.log(String(failure));
    process.exit(1);
  },
);
