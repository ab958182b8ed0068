package org.zenotisync.web;

/** A page that says only one thing. */
record Message(String title, String text) {}
