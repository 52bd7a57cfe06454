package org.stillcall.call;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an installation saw of another one's test call, as it came: it does not judge. On its way it is a byte for the
 * form, one of three bits (it was answered, sound came, further calls came), and pieces with their length in two
 * bytes: the INVITE, empty where none came,
 * and the reports beside its sound.
 */
record ProbeReport(Came came, byte[] invite, List<byte[]> reports) {
    /** Longest INVITE that is handed on; a longer one is cut, and cannot be read. */
    static final int INVITE_BYTES = 16_384;
    /** Reports that are handed on; further ones are not. */
    static final int REPORTS = 16;
    /** Longest report beside a sound that is handed on. */
    static final int REPORT_BYTES = 1_500;
    /** Longest of all. */
    static final int MOST_BYTES = 2 + 2 + INVITE_BYTES + REPORTS * (2 + REPORT_BYTES);

    private static final byte FORM = 1;
    private static final int ANSWERED = 1;
    private static final int SOUND = 2;
    private static final int MORE = 4;

    /**
     * What became of it.
     *
     * @param more whether further calls came to that number meanwhile
     */
    record Came(boolean answered, boolean sound, boolean more) {}

    ProbeReport {
        reports = List.copyOf(reports);
    }

    boolean arrived() {
        return invite.length > 0;
    }

    byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(MOST_BYTES);
        out.put(FORM);
        out.put((byte) ((came.answered ? ANSWERED : 0) | (came.sound ? SOUND : 0) | (came.more ? MORE : 0)));
        out.putShort((short) invite.length).put(invite);
        for (byte[] report : reports) {
            out.putShort((short) report.length).put(report);
        }
        byte[] bytes = Arrays.copyOf(out.array(), out.position());
        Arrays.fill(out.array(), (byte) 0);
        return bytes;
    }

    /** Empty for anything else. */
    static Optional<ProbeReport> parse(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            if (in.get() != FORM) {
                return Optional.empty();
            }
            int bits = in.get();
            Came came = new Came((bits & ANSWERED) != 0, (bits & SOUND) != 0, (bits & MORE) != 0);
            byte[] invite = piece(in);
            List<byte[]> reports = new ArrayList<>();
            while (in.hasRemaining() && reports.size() < REPORTS) {
                reports.add(piece(in));
            }
            return in.hasRemaining() ? Optional.empty() : Optional.of(new ProbeReport(came, invite, reports));
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static byte[] piece(ByteBuffer in) {
        byte[] piece = new byte[Math.min(in.getShort() & 0xffff, in.remaining() + 1)]; // one too many throws
        in.get(piece);
        return piece;
    }

    /** Overwrites it: it may be a stranger's call. */
    void erase() {
        Arrays.fill(invite, (byte) 0);
        reports.forEach(report -> Arrays.fill(report, (byte) 0));
    }

    @Override
    public String toString() {
        return "ProbeReport";
    }
}
