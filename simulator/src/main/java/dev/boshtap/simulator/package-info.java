package dev.boshtap.simulator;
