package org.stillcall.sip;

import static org.stillcall.base.Contract.require;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A part of a message's bytes in off-heap memory: valid as long as the memory is, never copied to a {@code String}.
 * Positions are relative to the slice's start.
 */
public final class Slice {
    /** No bytes at all: an absent header or body. */
    public static final Slice EMPTY = new Slice(MemorySegment.ofArray(new byte[0]), 0, 0);

    private final MemorySegment memory;
    private final int start;
    private final int end;

    /** The bytes {@code [start, end)} of {@code memory}. */
    public Slice(MemorySegment memory, int start, int end) {
        require(0 <= start && start <= end && end <= memory.byteSize(), "A slice lies within its memory.");
        this.memory = memory;
        this.start = start;
        this.end = end;
    }

    public MemorySegment memory() {
        return memory;
    }

    /** Where it begins in {@link #memory}, in bytes. */
    public int start() {
        return start;
    }

    /** Where it ends in {@link #memory}, in bytes, exclusive. */
    public int end() {
        return end;
    }

    public int length() {
        return end - start;
    }

    public boolean isEmpty() {
        return start == end;
    }

    public byte at(int index) {
        return memory.get(ValueLayout.JAVA_BYTE, start + index);
    }

    /** Whether it holds these ASCII characters exactly. */
    public boolean is(String ascii) {
        return ascii.length() == length() && beginsWith(ascii);
    }

    /** Whether it begins with these ASCII characters. */
    public boolean beginsWith(String ascii) {
        if (ascii.length() > length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (at(i) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it ends with these ASCII characters. */
    public boolean endsWith(String ascii) {
        return ascii.length() <= length() && from(length() - ascii.length()).is(ascii);
    }

    /** Whether it holds these characters, letters in either case. */
    public boolean isIgnoringCase(String ascii) {
        return ascii.length() == length() && beginsIgnoringCase(ascii);
    }

    /** Whether it begins with these characters, letters in either case. */
    public boolean beginsIgnoringCase(String ascii) {
        if (ascii.length() > length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (lower(at(i)) != lower((byte) ascii.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    public boolean sameAs(Slice other) {
        return MemorySegment.mismatch(memory, start, end, other.memory, other.start, other.end) < 0;
    }

    public boolean sameIgnoringCase(Slice other) {
        if (length() != other.length()) {
            return false;
        }
        for (int i = 0; i < length(); i++) {
            if (lower(at(i)) != lower(other.at(i))) {
                return false;
            }
        }
        return true;
    }

    /** The first place of {@code c} at or after {@code from}, or -1. */
    public int indexOf(char c, int from) {
        for (int i = from; i < length(); i++) {
            if (at(i) == c) {
                return i;
            }
        }
        return -1;
    }

    /** The bytes {@code [from, to)} of this slice. */
    public Slice part(int from, int to) {
        return new Slice(memory, start + from, start + to);
    }

    /** All from {@code from} on. */
    public Slice from(int from) {
        return part(from, length());
    }

    /** Without white space (SP, HT, CR, LF) at both ends; a folded line's breaks are white space. */
    public Slice trimmed() {
        int from = 0;
        int to = length();
        while (from < to && isSpace(at(from))) {
            from++;
        }
        while (to > from && isSpace(at(to - 1))) {
            to--;
        }
        return part(from, to);
    }

    /** Its value as an unsigned decimal number of at most 18 digits, or -1 when it is none. */
    public long number() {
        if (isEmpty() || length() > 18) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < length(); i++) {
            byte c = at(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    /** Copies the bytes and returns how many. */
    public int copyTo(MemorySegment target, long offset) {
        MemorySegment.copy(memory, start, target, offset, length());
        return length();
    }

    /**
     * A keyed 64-bit hash of the bytes (SipHash-2-4), for tables: the key is random per process, so that a peer cannot
     * choose collisions and nothing can be matched against it later.
     */
    public long hash(HashKey key) {
        return key.hash(memory, start, end);
    }

    /** Whether this comma-separated list holds the token, in either case. */
    boolean lists(String token) {
        Slice rest = this;
        while (!rest.isEmpty()) {
            int comma = rest.indexOf(',', 0);
            Slice one = (comma < 0 ? rest : rest.part(0, comma)).trimmed();
            if (one.isIgnoringCase(token)) {
                return true;
            }
            rest = comma < 0 ? EMPTY : rest.from(comma + 1);
        }
        return false;
    }

    /** The value of {@code ;name=value} among parameters that begin with ';', without quotes; null when absent. */
    public @org.jspecify.annotations.Nullable Slice parameter(String name) {
        int i = 0;
        while (i < length()) {
            if (at(i) != ';') {
                i++;
                continue;
            }
            int end = parameterEnd(i + 1);
            Slice whole = part(i + 1, end);
            int equals = whole.indexOf('=', 0);
            Slice left = (equals < 0 ? whole : whole.part(0, equals)).trimmed();
            if (left.isIgnoringCase(name)) {
                return equals < 0
                        ? whole.part(whole.length(), whole.length())
                        : unquoted(whole.from(equals + 1).trimmed());
            }
            i = end;
        }
        return null;
    }

    private int parameterEnd(int from) {
        boolean quoted = false;
        for (int i = from; i < length(); i++) {
            byte c = at(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ';' || c == '?' || c == ',')) {
                return i;
            }
        }
        return length();
    }

    private static Slice unquoted(Slice value) {
        boolean quoted = value.length() >= 2 && value.at(0) == '"' && value.at(value.length() - 1) == '"';
        return quoted ? value.part(1, value.length() - 1) : value;
    }

    static byte lower(byte c) {
        return c >= 'A' && c <= 'Z' ? (byte) (c + 32) : c;
    }

    static boolean isSpace(byte c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    @Override
    public String toString() {
        return "Slice";
    }
}
