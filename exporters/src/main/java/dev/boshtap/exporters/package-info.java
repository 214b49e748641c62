package dev.boshtap.exporters;
