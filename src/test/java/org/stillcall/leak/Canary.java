package org.stillcall.leak;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A mark that one side puts into everything it says, and the search for it in what the other side heard. */
final class Canary {
    private static final String LETTERS = "bcdfghjkmnpqrstvwxz";
    private static final int CONTEXT = 24;

    private record Needle(String form, byte[] bytes, boolean anyCase) {}

    private final String mark;
    private final String digits;
    private final List<Needle> needles = new ArrayList<>();

    Canary(Random random) {
        StringBuilder text = new StringBuilder();
        StringBuilder number = new StringBuilder("7");
        for (int i = 0; i < 9; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            number.append((char) ('0' + random.nextInt(10)));
        }
        mark = text.toString();
        digits = number.toString();
        needle("text", ascii(mark), true);
        needle("digits", ascii(digits), false);
        needle("backwards", ascii(text.reverse().toString()), true);
        needle("utf16", mark.getBytes(StandardCharsets.UTF_16LE), false);
        needle("hexadecimal", ascii(HexFormat.of().formatHex(ascii(mark))), true);
        needle("percent", ascii("%" + HexFormat.ofDelimiter("%").formatHex(ascii(mark))), true);
        for (int shift = 0; shift < 3; shift++) {
            byte[] padded = ascii("\0".repeat(shift) + mark);
            String base64 = Base64.getEncoder().encodeToString(padded);
            String core = base64.substring(shift == 0 ? 0 : shift + 1, padded.length * 8 / 6);
            needle("base64", ascii(core), false);
            needle("base64url", ascii(core.replace('+', '-').replace('/', '_')), false);
        }
    }

    private void needle(String form, byte[] bytes, boolean anyCase) {
        needles.add(new Needle(form, anyCase ? lower(bytes) : bytes, anyCase));
    }

    /** Text for one field, which names the field. */
    String in(String field) {
        return mark + field;
    }

    /** The same for where only digits may stand: ten of them. */
    String digits() {
        return digits;
    }

    /** Four bytes that belong to it, for an SSRC. */
    int word() {
        byte[] bytes = ascii(mark);
        return bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
    }

    /** The forms in which it stands in these bytes, each with the text that follows: the field's name. */
    List<String> foundIn(byte[] heard) {
        List<String> found = new ArrayList<>();
        byte[] lower = lower(heard);
        for (Needle needle : needles) {
            byte[] hay = needle.anyCase ? lower : heard;
            int at = indexOf(hay, needle.bytes);
            if (at >= 0) {
                int from = at + needle.bytes.length;
                int length = Math.min(CONTEXT, heard.length - from);
                found.add(needle.form + " ..." + new String(heard, from, length, StandardCharsets.ISO_8859_1).strip());
            }
        }
        return found;
    }

    private static int indexOf(byte[] hay, byte[] needle) {
        for (int i = 0; i <= hay.length - needle.length; i++) {
            int k = 0;
            while (k < needle.length && hay[i + k] == needle[k]) {
                k++;
            }
            if (k == needle.length) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] lower(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
