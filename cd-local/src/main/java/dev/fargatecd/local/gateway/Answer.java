package dev.fargatecd.local.gateway;

import java.util.Map;

/** An answer as it goes over the wire. Content-Length is the body's unless the headers have one (an answer to HEAD). */
@SuppressWarnings("ArrayRecordComponent") // never compared, and not kept
record Answer(int status, Map<String, String> headers, byte[] body) {}
