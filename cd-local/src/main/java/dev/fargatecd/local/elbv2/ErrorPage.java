package dev.fargatecd.local.elbv2;

/** The pages that an application load balancer answers for itself, in its own words. */
enum ErrorPage {
    BAD_REQUEST(400, "400 Bad Request"),
    PLAIN_TO_HTTPS(400, "400 The plain HTTP request was sent to HTTPS port"),
    INTERNAL_ERROR(500, "500 Internal Server Error"),
    BAD_GATEWAY(502, "502 Bad Gateway"),
    UNAVAILABLE(503, "503 Service Temporarily Unavailable"),
    TIMEOUT(504, "504 Gateway Time-out");

    private final int status;
    private final String title;

    ErrorPage(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String html() {
        return String.join(
                "\r\n",
                "<html>",
                "<head><title>" + title + "</title></head>",
                "<body>",
                "<center><h1>" + title + "</h1></center>",
                "</body>",
                "</html>",
                "");
    }
}
