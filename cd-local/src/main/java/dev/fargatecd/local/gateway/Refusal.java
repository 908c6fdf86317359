package dev.fargatecd.local.gateway;

import java.util.Optional;

/** The gateway's own no: to a request that is malformed, too large, signed wrongly, or for nothing that is here. */
final class Refusal extends RuntimeException {
    private final int status;
    private final String code;
    private final String text;

    Refusal(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
        text = message;
    }

    Fault fault() {
        return new Fault(status, code, text, Optional.empty());
    }
}
