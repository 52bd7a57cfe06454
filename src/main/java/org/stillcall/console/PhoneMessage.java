package org.stillcall.console;

import java.util.Map;
import java.util.Set;

/** What a page that is a phone may say: see docs/phone-messages.md. Read in one place, or refused. */
sealed interface PhoneMessage {
    /**
     * A session description of the browser's for its call.
     *
     * @param sdp at most {@link ApiLimits#PHONE_SDP_CHARACTERS} printable characters of ASCII and line ends
     * @param again whether it is for the connection that was offered last
     */
    record Offer(String call, String sdp, boolean again) implements PhoneMessage {
        @Override
        public String toString() {
            return "Offer";
        }
    }

    /** Somebody answers a page that rings. */
    record Take(String call) implements PhoneMessage {}

    /** Whoever is asked to join a call does not want to, or leaves it. */
    record Decline(String call) implements PhoneMessage {}

    record Hold(String call) implements PhoneMessage {}

    record Resume(String call) implements PhoneMessage {}

    /** A key of {@code 0-9 * #}; which one is nobody's business but the far side's. */
    record Key(String call, char key) implements PhoneMessage {
        @Override
        public String toString() {
            return "Key";
        }
    }

    /** The page is awake: the answer to the same word of ours. */
    record Alive() implements PhoneMessage {}

    /**
     * Reads one message.
     *
     * @throws RefusedException when it is none
     */
    static PhoneMessage read(byte[] json) {
        Map<String, String> fields = Json.texts(json, Set.of("type"), Set.of("call", "sdp", "again", "key"));
        return switch (fields.getOrDefault("type", "")) {
            case "offer" -> offer(fields);
            case "take" -> new Take(only(fields, 2));
            case "decline" -> new Decline(only(fields, 2));
            case "hold" -> new Hold(only(fields, 2));
            case "resume" -> new Resume(only(fields, 2));
            case "key" -> key(fields);
            case "alive" -> alive(fields);
            default -> throw malformed();
        };
    }

    private static PhoneMessage offer(Map<String, String> fields) {
        String again = fields.get("again");
        String call = only(fields, again == null ? 3 : 4);
        String sdp = fields.getOrDefault("sdp", "");
        boolean plain = sdp.chars().allMatch(c -> c >= ' ' && c <= '~' || c == '\r' || c == '\n' || c == '\t');
        if (sdp.isEmpty() || sdp.length() > ApiLimits.PHONE_SDP_CHARACTERS || !plain) {
            throw malformed();
        }
        if (again != null && !again.equals("yes")) {
            throw malformed();
        }
        return new Offer(call, sdp, again != null);
    }

    private static PhoneMessage key(Map<String, String> fields) {
        String key = fields.getOrDefault("key", "");
        if (key.length() != 1 || "0123456789*#".indexOf(key.charAt(0)) < 0) {
            throw malformed();
        }
        return new Key(only(fields, 3), key.charAt(0));
    }

    private static PhoneMessage alive(Map<String, String> fields) {
        if (fields.size() != 1) {
            throw malformed();
        }
        return new Alive();
    }

    /** The call's name, in a message of exactly so many fields. */
    private static String only(Map<String, String> fields, int count) {
        String call = fields.getOrDefault("call", "");
        if (fields.size() != count || call.isEmpty() || call.length() > ApiLimits.CALL_NAME_CHARACTERS) {
            throw malformed();
        }
        return call;
    }

    private static RefusedException malformed() {
        return new RefusedException(Refusal.MALFORMED);
    }
}
