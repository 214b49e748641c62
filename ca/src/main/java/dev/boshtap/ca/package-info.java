package dev.boshtap.ca;
