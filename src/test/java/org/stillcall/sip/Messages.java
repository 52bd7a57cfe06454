package org.stillcall.sip;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Messages for tests, in off-heap memory as in life. */
final class Messages {
    private Messages() {}

    /** Text with line feeds becomes lines with CR LF. */
    static byte[] crlf(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    static Slice slice(String text) {
        return slice(text.getBytes(StandardCharsets.UTF_8));
    }

    static Slice slice(byte[] bytes) {
        MemorySegment memory = Arena.ofAuto().allocate(Math.max(1, bytes.length));
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return new Slice(memory, 0, bytes.length);
    }

    static @Nullable ParseFault parse(SipMessage message, byte[] bytes) {
        Slice slice = slice(bytes);
        return message.parse(slice.memory(), slice.end());
    }

    /** A message that has to be sound. */
    static SipMessage sound(String text) {
        SipMessage message = new SipMessage();
        ParseFault fault = parse(message, crlf(text));
        if (fault != null) {
            throw new AssertionError(fault);
        }
        return message;
    }

    static byte[] torture(String name) {
        try (InputStream in = Messages.class.getResourceAsStream("rfc4475/" + name + ".dat")) {
            if (in == null) {
                throw new AssertionError("No such message: " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Slice slice) {
        byte[] bytes = new byte[slice.length()];
        MemorySegment.copy(slice.memory(), ValueLayout.JAVA_BYTE, slice.start(), bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
