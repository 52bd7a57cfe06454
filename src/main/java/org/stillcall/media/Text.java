package org.stillcall.media;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over one line of the peer's text, where it lies in memory: words are compared and numbers read in place, so
 * that no text of the peer's is ever copied. One thread.
 */
final class Text {
    private static final int KEY_CHARACTERS = 40;

    private final MemorySegment memory;
    private long at;
    private long end;

    Text(MemorySegment memory) {
        this.memory = memory;
    }

    Text over(long from, long to) {
        at = from;
        end = to;
        return this;
    }

    boolean atEnd() {
        return at >= end;
    }

    private int peek() {
        return at < end ? memory.get(ValueLayout.JAVA_BYTE, at) & 0xff : -1;
    }

    /** Steps over {@code word} if it stands here. */
    boolean take(String word) {
        if (end - at < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (memory.get(ValueLayout.JAVA_BYTE, at + i) != word.charAt(i)) {
                return false;
            }
        }
        at += word.length();
        return true;
    }

    /** As {@link #take}, whatever the case of ASCII letters; {@code word} is in lower case. */
    boolean takeAnyCase(String word) {
        if (end - at < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            int c = memory.get(ValueLayout.JAVA_BYTE, at + i);
            int lower = c >= 'A' && c <= 'Z' ? c + 32 : c;
            if (lower != word.charAt(i)) {
                return false;
            }
        }
        at += word.length();
        return true;
    }

    /** Steps over {@code word} if it stands here and a space or the line's end follows. */
    boolean takeToken(String word) {
        long start = at;
        if (take(word) && (atEnd() || peek() == ' ')) {
            return true;
        }
        at = start;
        return false;
    }

    /** Steps over one or more spaces. */
    boolean takeSpace() {
        long start = at;
        while (peek() == ' ') {
            at++;
        }
        return at > start;
    }

    /** Steps over everything up to the next space or the line's end. */
    void skipToken() {
        while (at < end && peek() != ' ') {
            at++;
        }
    }

    /** A decimal number of at most nine digits, or -1 when none stands here. */
    int number() {
        int value = -1;
        for (int digits = 0; peek() >= '0' && peek() <= '9'; digits++) {
            if (digits == 9) {
                return -1;
            }
            value = Math.max(value, 0) * 10 + peek() - '0';
            at++;
        }
        return value;
    }

    /** The address after {@code IN IP4} or {@code IN IP6}; null for a host name or anything else. */
    @Nullable
    InetAddress address() {
        try {
            if (takeToken("IN IP4") && takeSpace()) {
                byte[] four = fourBytes();
                return four == null ? null : InetAddress.getByAddress(four);
            }
            if (takeToken("IN IP6") && takeSpace()) {
                byte[] sixteen = sixteenBytes();
                return sixteen == null ? null : InetAddress.getByAddress(sixteen);
            }
            return null;
        } catch (UnknownHostException e) { // only for a wrong length, which cannot be
            return null;
        }
    }

    private byte @Nullable [] fourBytes() {
        byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            int value = i == 0 || take(".") ? number() : -1;
            if (value < 0 || value > 255) {
                return null;
            }
            address[i] = (byte) value;
        }
        return atEnd() || peek() == ' ' ? address : null;
    }

    private byte @Nullable [] sixteenBytes() {
        byte[] address = new byte[16];
        int filled = 0;
        int gap = -1;
        if (take("::")) {
            gap = 0;
        }
        while (!atEnd() && peek() != ' ') {
            if (filled == 16 || filled > 0 && filled != gap && !take(":")) {
                return null;
            }
            int group = group();
            if (group < 0) {
                return null;
            }
            Bits.putShort(address, filled, group);
            filled += 2;
            if (take("::")) {
                if (gap >= 0) {
                    return null;
                }
                gap = filled;
            }
        }
        if (gap < 0 ? filled != 16 : filled == 16) {
            return null;
        }
        if (gap >= 0) {
            int tail = filled - gap;
            byte[] spread = new byte[16];
            System.arraycopy(address, 0, spread, 0, gap);
            System.arraycopy(address, gap, spread, 16 - tail, tail);
            return spread;
        }
        return address;
    }

    private int group() {
        int value = -1;
        for (int digits = 0; Character.digit(peek() < 128 ? peek() : -1, 16) >= 0; digits++) {
            if (digits == 4) {
                return -1;
            }
            value = Math.max(value, 0) << 4 | Character.digit(peek(), 16);
            at++;
        }
        return value;
    }

    /** The rest of the line in ICE's characters (RFC 8839 section 5.4), or null when it is shorter, longer or other. */
    byte @Nullable [] iceCharacters(int fewest, int most) {
        long length = end - at;
        if (length < fewest || length > most) {
            return null;
        }
        byte[] characters = new byte[(int) length];
        for (int i = 0; i < characters.length; i++) {
            int c = peek();
            boolean alphanumeric = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            if (!alphanumeric && c != '+' && c != '/') {
                return null;
            }
            characters[i] = (byte) c;
            at++;
        }
        return characters;
    }

    /** Exactly {@code bytes} bytes as pairs of hexadecimal digits with colons between, to the line's end, or null. */
    byte @Nullable [] hexadecimal(int bytes) {
        if (end - at != bytes * 3L - 1) {
            return null;
        }
        byte[] value = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            int high = i == 0 || take(":") ? Character.digit(next(), 16) : -1;
            int low = Character.digit(next(), 16);
            if (high < 0 || low < 0) {
                return null;
            }
            value[i] = (byte) (high << 4 | low);
        }
        return value;
    }

    private int next() {
        int c = peek();
        at++;
        return c < 128 ? c : -1;
    }

    /** Exactly {@code bytes} bytes in base64 (with padding), or null. */
    byte @Nullable [] base64(int bytes) {
        int characters = (bytes + 2) / 3 * 4;
        if (characters > KEY_CHARACTERS || end - at < characters) {
            return null;
        }
        byte[] coded = new byte[characters];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, coded, 0, characters);
        at += characters;
        try {
            byte[] plain = Base64.getDecoder().decode(coded);
            return plain.length == bytes ? plain : null;
        } catch (IllegalArgumentException e) { // not base64
            return null;
        }
    }
}
