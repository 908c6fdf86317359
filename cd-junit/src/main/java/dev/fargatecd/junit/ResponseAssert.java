package dev.fargatecd.junit;

import java.net.http.HttpResponse;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a service's answer. */
public final class ResponseAssert extends AbstractAssert<ResponseAssert, HttpResponse<String>> {
    ResponseAssert(HttpResponse<String> actual) {
        super(actual, ResponseAssert.class);
    }

    /** It has that HTTP status. */
    public ResponseAssert hasStatus(int status) {
        isNotNull();
        if (actual.statusCode() != status) {
            failWithMessage("%s", "expected status " + status + " of " + answer());
        }
        return this;
    }

    /** Its body is that text. */
    public ResponseAssert hasBody(String body) {
        isNotNull();
        if (!actual.body().equals(body)) {
            failWithMessage("%s", "expected the body \"" + body + "\" of " + answer());
        }
        return this;
    }

    /** It has that header, with that value among its values. */
    public ResponseAssert hasHeader(String name, String value) {
        isNotNull();
        if (!actual.headers().allValues(name).contains(value)) {
            failWithMessage("%s", "expected header " + name + ": " + value + " of " + answer());
        }
        return this;
    }

    private String answer() {
        return actual.uri() + ", which answered " + actual.statusCode() + " " + actual.body() + " "
                + actual.headers().map();
    }
}
