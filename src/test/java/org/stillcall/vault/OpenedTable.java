package org.stillcall.vault;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What somebody has who took the files of a vault: the root key and every key of the table, read from the bytes of the
 * files on the JDK's own ciphers.
 */
public final class OpenedTable {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int PAGE = 4096;
    private static final int HEAD = 64;
    private static final int NONCE = 24;
    private static final int TAG_BITS = 128;

    private final byte[] root;
    private final Map<KeyId, byte[]> keys;

    private OpenedTable(byte[] root, Map<KeyId, byte[]> keys) {
        this.root = root;
        this.keys = keys;
    }

    /** Opens the files of a data folder, whether or not a server has them open; nothing may be written meanwhile. */
    public static OpenedTable in(Path data) throws IOException, GeneralSecurityException {
        byte[] table = Files.readAllBytes(data.resolve(KeyTable.FILE));
        for (byte[] root : roots(data)) {
            Optional<OpenedTable> opened = with(root, table);
            if (opened.isPresent()) {
                return opened.get();
            }
        }
        throw new AssertionError("The key table does not open with what stands in the root's folder.");
    }

    /** The root keys that stand in a data folder; one, as a rule. */
    public static List<byte[]> roots(Path data) throws IOException {
        byte[] file = Files.readAllBytes(data.resolve("root").resolve(FileRoot.FILE));
        return java.util.stream.Stream.of(0, PAGE)
                .filter(at -> file[at] != 0)
                .map(at -> Arrays.copyOfRange(file, at + 16, at + 16 + RootStore.KEY_BYTES))
                .toList();
    }

    /** Opens a table's bytes with a root key; empty when it is not the root of that state of the table. */
    public static Optional<OpenedTable> with(byte[] root, byte[] table) throws GeneralSecurityException {
        int half = table.length / 2;
        for (int at = 0; at < table.length; at += half) {
            byte[] area = Arrays.copyOfRange(table, at, at + half);
            long length = MemorySegment.ofArray(area).get(LONG, 16);
            if (length > 0 && length < half - HEAD) {
                byte[] nonce = Arrays.copyOfRange(area, NONCE, NONCE + 12);
                byte[] sealed = Arrays.copyOfRange(area, HEAD, HEAD + (int) length + 16);
                Optional<byte[]> plain = decrypt(root, nonce, Arrays.copyOf(area, HEAD), sealed);
                if (plain.isPresent()) {
                    return Optional.of(new OpenedTable(root, slots(plain.get())));
                }
            }
        }
        return Optional.empty();
    }

    private static Map<KeyId, byte[]> slots(byte[] plain) {
        Map<KeyId, byte[]> keys = new LinkedHashMap<>();
        for (int at = HEAD; at < plain.length; at += Slots.SLOT_BYTES) {
            byte[] name = Arrays.copyOfRange(plain, at, at + KeyId.BYTES);
            byte[] key = Arrays.copyOfRange(plain, at + KeyId.BYTES, at + KeyId.BYTES + 32);
            if (!Arrays.equals(key, new byte[32])) {
                keys.put(KeyId.of(name), key);
            }
        }
        return keys;
    }

    public byte[] root() {
        return root;
    }

    public Collection<byte[]> keys() {
        return keys.values();
    }

    /** The key itself, 32 bytes; there has to be one. */
    public byte[] key(KeyId id) {
        byte[] key = keys.get(id);
        if (key == null) {
            throw new AssertionError("There is no such key in the table.");
        }
        return key;
    }

    public boolean holds(KeyId id) {
        return keys.containsKey(id);
    }

    /** Tries every key there is on what was sealed under {@code id}; what it says, when one opens it. */
    public Optional<byte[]> tryAll(KeyId id, byte[] sealed, String context) throws GeneralSecurityException {
        byte[] associated = EnvelopeTwin.join(id.bytes(), EnvelopeTwin.utf8(context));
        byte[] rest = Arrays.copyOfRange(sealed, 12, sealed.length);
        for (byte[] key : keys.values()) {
            Optional<byte[]> plain = decrypt(key, Arrays.copyOf(sealed, 12), associated, rest);
            if (plain.isPresent()) {
                return plain;
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> decrypt(byte[] key, byte[] nonce, byte[] associated, byte[] sealed)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associated);
        try {
            return Optional.of(cipher.doFinal(sealed));
        } catch (javax.crypto.AEADBadTagException e) {
            return Optional.empty();
        }
    }
}
