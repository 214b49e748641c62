package dev.boshtap.proxy;
