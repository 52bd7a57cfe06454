package org.stillcall.sip;

import java.util.ArrayList;
import java.util.List;

/** Takes requests as the stack would, and lets a test answer them. */
final class FakeRequests implements Requests {
    record Sent(OutgoingRequest request, ResponseListener listener) {
        /** Answers with that status and further header lines. */
        void answer(int status, String... lines) {
            listener.answered(Messages.sound("""
                    SIP/2.0 %d -
                    Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1
                    From: <sip:a@example.com>;tag=1
                    To: <sip:a@example.com>;tag=2
                    Call-ID: %s
                    CSeq: %d %s
                    %s
                    Content-Length: 0

                    """.formatted(
                            status,
                            request.callId(),
                            request.cseq(),
                            request.method(),
                            lines.length == 0 ? "Supported: x" : String.join("\n", lines))));
        }

        void silence() {
            listener.failed(FailureKind.TIMEOUT);
        }

        String line(HeaderName name) {
            return request.extra().stream()
                    .filter(line -> line.name() == name)
                    .map(HeaderLine::value)
                    .findFirst()
                    .orElse("");
        }
    }

    final List<Sent> all = new ArrayList<>();

    @Override
    public void request(OutgoingRequest request, ResponseListener listener) {
        all.add(new Sent(request, listener));
    }

    Sent last() {
        return all.getLast();
    }
}
