package dev.fargatecd.local.sns;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Where a {@code SubscribeURL} leads: whoever has the token confirms the subscription, without a signature as on AWS. */
final class ConfirmationDoor extends Handler.Abstract {
    static final String PATH = "/_sns/confirm";

    private final Subscriptions subscriptions;

    ConfirmationDoor(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Fields query = Request.extractQueryParameters(request, StandardCharsets.UTF_8);
        Optional<StoredSubscription> confirmed = subscriptions.confirm(
                String.valueOf(query.getValue("TopicArn")), String.valueOf(query.getValue("Token")));
        response.setStatus(confirmed.isPresent() ? HttpStatus.OK_200 : HttpStatus.BAD_REQUEST_400);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=UTF-8");
        Content.Sink.write(
                response, true, confirmed.map(StoredSubscription::arn).orElse("Invalid token") + "\n", callback);
        return true;
    }
}
