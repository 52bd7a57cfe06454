package org.stillcall.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** STUN requests written by hand, apart from the code under test (RFC 8489). */
final class HandStun {
    private final ByteArrayOutputStream attributes = new ByteArrayOutputStream();
    private final int type;
    private final byte[] transaction;

    HandStun(int type, byte[] transaction) {
        this.type = type;
        this.transaction = transaction;
    }

    HandStun attribute(int attribute, byte[] value) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + (value.length + 3) / 4 * 4);
        bytes.putShort((short) attribute).putShort((short) value.length).put(value);
        attributes.writeBytes(bytes.array());
        return this;
    }

    HandStun text(int attribute, String value) {
        return attribute(attribute, value.getBytes(StandardCharsets.UTF_8));
    }

    HandStun word(int attribute, int value) {
        return attribute(attribute, ByteBuffer.allocate(4).putInt(value).array());
    }

    private byte[] message(int more) {
        ByteBuffer bytes = ByteBuffer.allocate(20 + attributes.size());
        bytes.putShort((short) type).putShort((short) (attributes.size() + more));
        bytes.putInt(0x2112A442).put(transaction).put(attributes.toByteArray());
        return bytes.array();
    }

    HandStun signed(String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
            return attribute(0x0008, mac.doFinal(message(24)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    byte[] bytes() {
        return message(0);
    }

    byte[] fingerprinted() {
        CRC32 crc = new CRC32();
        crc.update(message(8));
        return word(0x8028, (int) crc.getValue() ^ 0x5354554e).bytes();
    }

    static byte[] transaction(byte[] message) {
        return Arrays.copyOfRange(message, 8, 20);
    }
}
