package org.stillcall.vault;

import static org.stillcall.base.Contract.require;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * The public half of a receipt log's key: who has it can check every checkpoint. As text it is a verifier key of C2SP
 * signed-note, {@code name+id+key}.
 *
 * @param name the log's own name, which is also the origin of its checkpoints
 * @param publicKey an Ed25519 public key, 32 bytes (RFC 8032)
 */
public record LogKey(String name, byte[] publicKey) {
    static final int ID_BYTES = 4;
    static final int SIGNATURE_BYTES = 64;
    static final int KEY_BYTES = 32;
    /** Longest text taken, in bytes; a longer one is refused. */
    static final int MOST_BYTES = 256;

    static final String ALGORITHM = "Ed25519";

    /** What stands before the key in its X.509 form (RFC 8410). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");
    /** The signature type of Ed25519 in a signed note. */
    private static final byte TYPE = 1;

    private static final int MOST_NAME = 64;

    public LogKey {
        require(isName(name), "A log's name is plain text without blanks.");
        require(publicKey.length == KEY_BYTES, "An Ed25519 public key has 32 bytes.");
    }

    static boolean isName(String text) {
        return text.length() <= MOST_NAME && text.matches("[A-Za-z0-9./-]+");
    }

    /** The first 4 bytes of SHA-256(name | newline | type | key). */
    byte[] id() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest.digest(typed()), ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks SHA-256.", e);
        }
    }

    private byte[] typed() {
        return ByteBuffer.allocate(1 + KEY_BYTES).put(TYPE).put(publicKey).array();
    }

    /** One line, with its end. */
    public String text() {
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed()) + "\n";
    }

    /** The key of which this is the text; none unless every byte is what {@link #text()} would write. */
    public static Optional<LogKey> parse(byte[] text) {
        if (text.length > MOST_BYTES) {
            return Optional.empty();
        }
        String line = new String(text, StandardCharsets.UTF_8);
        int first = line.indexOf('+');
        int second = line.indexOf('+', first + 1);
        if (first < 0 || second < 0 || !line.endsWith("\n") || !isName(line.substring(0, first))) {
            return Optional.empty();
        }
        return Checkpoint.base64(line.substring(second + 1, line.length() - 1), 1 + KEY_BYTES)
                .map(typed -> new LogKey(line.substring(0, first), Arrays.copyOfRange(typed, 1, 1 + KEY_BYTES)))
                .filter(key -> Arrays.equals(key.text().getBytes(StandardCharsets.UTF_8), text));
    }

    /** Whether this key signed it. */
    public boolean signed(Checkpoint checkpoint) {
        if (!checkpoint.origin().equals(name) || !Arrays.equals(id(), Arrays.copyOf(checkpoint.seal(), ID_BYTES))) {
            return false;
        }
        byte[] body = Checkpoint.body(name, checkpoint.head()).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] encoded = ByteBuffer.allocate(X509.length + KEY_BYTES)
                    .put(X509)
                    .put(publicKey)
                    .array();
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
            check.update(body);
            return check.verify(checkpoint.seal(), ID_BYTES, SIGNATURE_BYTES);
        } catch (GeneralSecurityException e) {
            return false; // not a point of the curve, or a signature out of range
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogKey that && name.equals(that.name) && Arrays.equals(publicKey, that.publicKey);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, Arrays.hashCode(publicKey));
    }
}
