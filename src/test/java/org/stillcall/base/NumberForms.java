package org.stillcall.base;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A number of the North American plan in the forms in which software tends to leave one: text in several encodings and
 * spellings, packed digits, integers, base64 at each alignment, hexadecimal, base32, and the digests that ten billion
 * guesses undo. The shortest text that tells is looked for, so that prefixes do not matter.
 */
final class NumberForms {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final HexFormat HEX = HexFormat.of();

    private final Map<String, byte[]> forms = new LinkedHashMap<>();

    /** @param e164 without plus */
    NumberForms(String e164) {
        String national = e164.substring(1);
        texts(national);
        for (String digits : List.of(e164, national)) {
            packed(digits);
            integers(digits);
        }
        for (String text : List.of(national, e164, "+" + e164, "tel:+" + e164, "sip:+" + e164 + "@")) {
            encoded(text);
        }
    }

    Map<String, byte[]> all() {
        return forms;
    }

    private void texts(String national) {
        String area = national.substring(0, 3);
        String office = national.substring(3, 6);
        String line = national.substring(6);
        List<String> texts = List.of(
                national.substring(1),
                new StringBuilder(national).reverse().toString(),
                area + "-" + office + "-" + line,
                "(" + area + ") " + office + "-" + line,
                area + "." + office + "." + line,
                area + " " + office + " " + line,
                office + "-" + line,
                String.join(" ", national.split("")),
                String.join("-", national.split("")));
        for (String text : texts) {
            for (Charset charset : List.of(
                    StandardCharsets.US_ASCII,
                    StandardCharsets.UTF_16LE,
                    StandardCharsets.UTF_16BE,
                    StandardCharsets.UTF_32LE)) {
                forms.put(charset + " " + text.length(), text.getBytes(charset));
            }
        }
    }

    private void packed(String digits) {
        String even = digits.length() % 2 == 0 ? digits : digits + "f";
        forms.put("bcd " + digits.length(), HEX.parseHex(even));
        forms.put("bcd, left " + digits.length(), HEX.parseHex(digits.length() % 2 == 0 ? digits : "0" + digits));
        StringBuilder swapped = new StringBuilder();
        for (int i = 0; i < even.length(); i += 2) {
            swapped.append(even.charAt(i + 1)).append(even.charAt(i));
        }
        forms.put("tbcd " + digits.length(), HEX.parseHex(swapped));
        byte[] values = new byte[digits.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (digits.charAt(i) - '0');
        }
        forms.put("digit values " + digits.length(), values);
        String groups = "0".repeat((4 - digits.length() % 4) % 4) + digits;
        ByteBuffer numeric = ByteBuffer.allocate(groups.length() / 2).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer wire = ByteBuffer.allocate(groups.length() / 2);
        for (int i = 0; i < groups.length(); i += 4) {
            short group = Short.parseShort(groups.substring(i, i + 4));
            numeric.putShort(group);
            wire.putShort(group);
        }
        forms.put("numeric " + digits.length(), numeric.array());
        forms.put("numeric, big end first " + digits.length(), wire.array());
    }

    private void integers(String digits) {
        long value = Long.parseLong(digits);
        forms.put("long " + digits.length(), little().putLong(value).array());
        forms.put(
                "long, big end first " + digits.length(),
                ByteBuffer.allocate(8).putLong(value).array());
        forms.put("double " + digits.length(), little().putDouble(value).array());
        ByteBuffer varint = ByteBuffer.allocate(8);
        for (long rest = value; rest != 0; rest >>>= 7) {
            varint.put((byte) (rest & 0x7f | (rest > 0x7f ? 0x80 : 0)));
        }
        byte[] bytes = new byte[varint.position()];
        varint.flip().get(bytes);
        forms.put("varint " + digits.length(), bytes);
    }

    private static ByteBuffer little() {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void encoded(String text) {
        byte[] bytes = ascii(text);
        String what = " of " + text.length();
        String hex = HEX.formatHex(bytes);
        forms.put("hexadecimal" + what, ascii(hex));
        forms.put("HEXADECIMAL" + what, ascii(hex.toUpperCase(Locale.ROOT)));
        for (int shift = 0; shift < 3; shift++) {
            String padded = "\0".repeat(shift) + text;
            String base64 = Base64.getEncoder().encodeToString(ascii(padded));
            String core = base64.substring(shift == 0 ? 0 : shift + 1, padded.length() * 8 / 6);
            forms.put("base64" + what + " " + shift, ascii(core));
            forms.put(
                    "base64url" + what + " " + shift,
                    ascii(core.replace('+', '-').replace('/', '_')));
        }
        forms.put("base32" + what, ascii(base32(bytes)));
        for (String name : List.of("MD5", "SHA-1", "SHA-256", "SHA-512", "SHA3-256")) {
            byte[] digest = digest(name, bytes);
            forms.put(name + what, digest);
            forms.put(name + " hexadecimal" + what, ascii(HEX.formatHex(digest)));
            forms.put(
                    name + " base64" + what,
                    ascii(Base64.getEncoder().withoutPadding().encodeToString(digest)));
        }
    }

    /** All whole groups of five bits. */
    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit + 5 <= 8 * bytes.length; bit += 5) {
            int value = 0;
            for (int i = bit; i < bit + 5; i++) {
                value = value << 1 | bytes[i / 8] >> 7 - i % 8 & 1;
            }
            text.append(BASE32.charAt(value));
        }
        return text.toString();
    }

    private static byte[] digest(String name, byte[] bytes) {
        try {
            return MessageDigest.getInstance(name).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
