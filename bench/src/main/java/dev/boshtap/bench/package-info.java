package dev.boshtap.bench;
