package org.stillcall.console;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the web server says by itself, to requests that are not HTTP or too long: our sentences instead of its page. */
final class JettyErrors extends ErrorHandler {
    private final SecurityHeaders headers;

    JettyErrors(SecurityHeaders headers) {
        this.headers = headers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Refusal refusal = of(response.getStatus());
        headers.each(request.getConnectionMetaData().isSecure(), Optional.empty(), response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Exchange.JSON);
        response.write(true, ByteBuffer.wrap(Exchange.refusalBody(refusal)), callback);
        return true;
    }

    static Refusal of(int status) {
        return switch (status) {
            case 404 -> Refusal.NOT_FOUND;
            case 405, 501 -> Refusal.WRONG_METHOD;
            case 413 -> Refusal.TOO_LONG;
            case 414, 431 -> Refusal.HEADERS_TOO_LONG;
            case 503 -> Refusal.BUSY;
            default -> status < 500 ? Refusal.MALFORMED : Refusal.FAILED;
        };
    }
}
