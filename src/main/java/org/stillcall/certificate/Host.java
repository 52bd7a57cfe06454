package org.stillcall.certificate;

import static org.stillcall.base.Contract.require;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A name or an address by which browsers ask for this server. */
public sealed interface Host {
    /** As it stands in an address bar: lower case, IPv6 in brackets (RFC 3986 section 3.2.2). */
    String text();

    /** A host name of the DNS, a hosts file or mDNS, in lower case and without a dot at its end. */
    record Name(String text) implements Host {
        private static final Pattern SHAPE =
                Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.){0,8}[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

        public Name {
            require(SHAPE.matcher(text).matches() && text.length() <= 253, "A host name has letters, digits and dots.");
        }
    }

    /** An address of this machine. */
    record Address(InetAddress address) implements Host {
        private static final int GROUPS = 8;

        @Override
        public String text() {
            byte[] bytes = address.getAddress();
            return bytes.length == 16 ? "[" + shortest(ByteBuffer.wrap(bytes)) + "]" : address.getHostAddress();
        }

        /** As browsers write it (RFC 5952 section 4): the longest run of two or more zeros becomes "::". */
        private static String shortest(ByteBuffer bytes) {
            int from = 0;
            int length = 1;
            for (int i = 0; i < GROUPS; i++) {
                int zeros = 0;
                while (i + zeros < GROUPS && bytes.getShort(2 * (i + zeros)) == 0) {
                    zeros++;
                }
                if (zeros > length) {
                    from = i;
                    length = zeros;
                }
            }
            return length < 2
                    ? groups(bytes, 0, GROUPS)
                    : groups(bytes, 0, from) + "::" + groups(bytes, from + length, GROUPS);
        }

        private static String groups(ByteBuffer bytes, int from, int to) {
            return IntStream.range(from, to)
                    .mapToObj(i -> Integer.toHexString(bytes.getShort(2 * i) & 0xffff))
                    .collect(Collectors.joining(":"));
        }
    }

    /** Empty when it is neither; nothing is looked up. */
    static Optional<Host> read(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (Name.SHAPE.matcher(lower).matches() && lower.length() <= 253) {
            return Optional.of(new Name(lower));
        }
        String bare = lower.startsWith("[") && lower.endsWith("]") ? lower.substring(1, lower.length() - 1) : lower;
        if (!bare.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Address(InetAddress.ofLiteral(bare)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
