package org.stillcall.sip;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Damages messages as networks, old phones and attackers do. */
final class Mutations {
    private static final String[] PIECES = {
        " ",
        "\t",
        "\r\n",
        "\r\n ",
        "\n",
        "\"",
        "\\",
        "<",
        ">",
        ";",
        ",",
        ":",
        "@",
        "[",
        "]",
        "%00",
        "\0",
        "\u00ff",
        "=",
        ";;",
        "tag=",
        "?",
        "/",
        "SIP/2.0",
        "-1",
        "99999999999999999999",
        "\r\n\r\n",
        "*",
        "Via: ",
        "\r\nTo: <sip:x@y>"
    };

    private Mutations() {}

    static byte[] of(byte[] base, Random random) {
        byte[] bytes = base;
        int times = 1 + random.nextInt(2);
        for (int i = 0; i < times; i++) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] base, Random random) {
        if (base.length == 0) {
            return base;
        }
        int at = random.nextInt(base.length);
        int to = Math.min(base.length, at + 1 + random.nextInt(8));
        return switch (random.nextInt(12)) {
            case 0, 6, 7 -> joined(base, at, new byte[] {(byte) random.nextInt(256)}, at + 1);
            case 1, 8, 9 -> joined(base, at, new byte[0], to);
            case 2 -> joined(base, at, PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8), at);
            case 3, 10 -> joined(base, at, java.util.Arrays.copyOfRange(base, at, to), at);
            case 4 -> java.util.Arrays.copyOf(base, at);
            default -> joined(base, at, PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8), to);
        };
    }

    private static byte[] joined(byte[] base, int to, byte[] middle, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(base, 0, to);
        out.writeBytes(middle);
        out.write(base, from, base.length - from);
        return out.toByteArray();
    }
}
