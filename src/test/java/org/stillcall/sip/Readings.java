package org.stillcall.sip;

/** Asks a message everything that can be asked, whatever the parser said of it. */
final class Readings {
    private Readings() {}

    /** Returns a count, so that nothing is left out as unused. */
    static long readAll(SipMessage message) {
        long sum = message.status() + message.cseq() + message.method().ordinal() + message.headerCount();
        sum += message.callId().length()
                + message.requestUri().length()
                + message.methodToken().length();
        sum += message.body().length() + message.whole().length();
        sum += address(message.from()) + address(message.to()) + via(message.via());
        sum += uri(SipUri.parse(message.requestUri()));
        for (HeaderName name : HeaderName.values()) {
            Slice first = message.header(name);
            sum += first == null ? 0 : first.length();
            sum += message.lists(name, "100rel") ? 1 : 0;
        }
        for (int i = 0; i < message.headerCount(); i++) {
            Slice value = message.headerValue(i);
            sum += via(Via.parse(value)) + number(value);
            Slice rest = value;
            for (int k = 0; !rest.isEmpty() && k < 1_000; k++) {
                NameAddress one = NameAddress.parse(rest);
                sum += address(one);
                if (one.rest().length() >= rest.length()) {
                    throw new AssertionError("A list of addresses does not get shorter.");
                }
                rest = one.rest();
            }
            sum += digest(value);
        }
        int cause = Reasons.cause(message);
        int status = Reasons.status(message);
        if (cause < 0 || cause > 127 || status < 0 || status > 699) {
            throw new AssertionError("A reason is out of its bounds.");
        }
        sum += cause + status;
        ContactRequest contacts = ContactRequest.read(message);
        sum += contacts == null ? 0 : contacts.asked().size();
        Slice chosen = DigestAnswer.choose(message);
        return sum + (chosen == null ? 0 : chosen.length()) + message.toString().length();
    }

    private static long number(Slice value) {
        return value.number();
    }

    private static long address(NameAddress address) {
        Slice tag = address.tag();
        return address.display().length()
                + uri(SipUri.parse(address.uri()))
                + address.parameters().length()
                + (tag == null ? 0 : tag.length());
    }

    private static long uri(SipUri uri) {
        return uri.user().length()
                + uri.host().length()
                + uri.port()
                + uri.parameters().length()
                + uri.headers().length();
    }

    private static long via(Via via) {
        Slice maddr = via.maddr();
        return via.host().length()
                + via.port()
                + via.branch().length()
                + (via.hasCookie() ? 1 : 0)
                + (via.wantsRport() ? 1 : 0)
                + (maddr == null ? 0 : maddr.length());
    }

    private static long digest(Slice value) {
        DigestFields fields = DigestFields.parse(value);
        if (fields == null) {
            return 0;
        }
        long sum = fields.algorithm() == null ? 0 : 1;
        for (DigestFields.Name name : DigestFields.Name.values()) {
            Slice part = fields.get(name);
            sum += part == null ? 0 : part.length();
            sum += fields.lists(name, "auth") ? 1 : 0;
        }
        return sum;
    }
}
