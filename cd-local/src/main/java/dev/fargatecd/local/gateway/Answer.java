package dev.fargatecd.local.gateway;

import java.util.Map;

/** An answer as it goes over the wire. Content-Length is the body's unless the headers have one (an answer to HEAD). */
final class Answer {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    Answer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }
}
