package org.stillcall.vault;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Opens messages as a browser does, on the JDK's own ciphers; a test like {@link EnvelopeTwin}, and stays one. */
public final class MessageTwin {
    private MessageTwin() {}

    /** What was said, and whether its last second is there. */
    public record Opened(byte[] sound, boolean whole) {}

    /** The message's own key, from its envelope. */
    public static byte[] key(KeyPair centre, int generation, String id, byte[] envelope)
            throws GeneralSecurityException {
        EnvelopeTwin.Place place = new EnvelopeTwin.Place(5, generation, "message/" + id);
        String json = EnvelopeTwin.unpad(EnvelopeTwin.open(place, centre, envelope));
        return Base64.getUrlDecoder().decode(json.replaceAll("^\\{\"key\":\"|\"}$", ""));
    }

    /** Throws when any second was changed, or stands in another's place. */
    public static Opened open(byte[] key, String id, List<byte[]> seconds) throws GeneralSecurityException {
        ByteArrayOutputStream sound = new ByteArrayOutputStream();
        boolean whole = false;
        for (int i = 0; i < seconds.size(); i++) {
            boolean end = i == seconds.size() - 1;
            byte[] open = end ? tryOpen(key, id, seconds.get(i), i, true) : null;
            whole |= open != null;
            sound.writeBytes(open != null ? open : second(key, id, seconds.get(i), i, false));
        }
        return new Opened(sound.toByteArray(), whole);
    }

    private static byte[] tryOpen(byte[] key, String id, byte[] sealed, int number, boolean last) {
        try {
            return second(key, id, sealed, number, last);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    private static byte[] second(byte[] key, String id, byte[] sealed, int number, boolean last)
            throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(12)
                .putInt(7, number)
                .put(11, (byte) (last ? 1 : 0))
                .array();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(("message/" + id).getBytes(StandardCharsets.UTF_8));
        return cipher.doFinal(sealed);
    }
}
