package org.stillcall.vault;

import static org.stillcall.base.Contract.require;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.security.auth.login.LoginException;
import org.stillcall.base.OffHeap;
import org.stillcall.base.Randomness;

/**
 * Root keys wrapped by a key inside a PKCS#11 token, one for each generation, which never leaves it: a copy of the
 * disk, even a full one, opens nothing without the token. A root is destroyed by deleting the token's key. One thread
 * at a time.
 */
public final class Pkcs11Root implements RootStore {
    static final String FILE = "wrapped.keys";
    private static final String ALIAS = "stillcall-root-";
    private static final int NONCE_BYTES = RootFile.CONTENT_BYTES - KEY_BYTES;
    private static final int PIN_BYTES = 256;

    /*
     * CBC without padding, because the provider passes off-heap buffers straight to the token in this mode, while its
     * GCM copies them onto the heap. What is wrapped is one random key, wrapped once by a key that wraps nothing else,
     * and a changed one is found out when the table does not open.
     */
    private static final String CIPHER = "AES/CBC/NoPadding";

    private final RootFile file;
    private final Provider provider;
    private final KeyStore token;
    private final Randomness randomness;
    private final MemorySegment content =
            OffHeap.allocate(RootFile.CONTENT_BYTES).asSlice(0, RootFile.CONTENT_BYTES);
    private final MemorySegment nonce = content.asSlice(0, NONCE_BYTES);
    private final MemorySegment wrapped = content.asSlice(NONCE_BYTES, KEY_BYTES);

    /** The token: its maker's library, its slot's number, and the file that holds the user's PIN. */
    public record Token(Path library, long slot, Path pin) {}

    private Pkcs11Root(RootFile file, Provider provider, KeyStore token, Randomness randomness) {
        this.file = file;
        this.provider = provider;
        this.token = token;
        this.randomness = randomness;
    }

    /** Opens the token, and the file of wrapped keys in {@code folder}; throws {@link VaultException}. */
    public static Pkcs11Root open(Path folder, Token token, Randomness randomness) {
        RootFile file = new RootFile(FileSlab.open(folder, FILE, FileRoot.FILE_BYTES));
        try {
            Provider provider = provider(token);
            return new Pkcs11Root(file, provider, keys(provider, token.pin()), randomness);
        } catch (VaultException e) {
            file.close();
            throw e;
        }
    }

    private static Provider provider(Token token) {
        String library = token.library().toAbsolutePath().toString();
        require(library.chars().noneMatch(c -> c == '"' || c == '\n'), "A library's path has no quotes.");
        Provider general = Security.getProvider("SunPKCS11");
        if (general == null) {
            throw new VaultException("This Java has no PKCS#11 provider.");
        }
        String configuration = """
                --name = stillcall
                library = "%s"
                slot = %d
                attributes(generate, CKO_SECRET_KEY, *) = {
                  CKA_SENSITIVE = true
                  CKA_EXTRACTABLE = false
                }
                """.formatted(library, token.slot());
        try {
            return general.configure(configuration);
        } catch (InvalidParameterException | ProviderException e) {
            throw new VaultException("The token's library cannot be used: see its path and its slot.", e);
        }
    }

    private static KeyStore keys(Provider provider, Path pinFile) {
        byte[] bytes = new byte[0];
        CharBuffer pin = CharBuffer.allocate(0);
        try {
            if (Files.size(pinFile) > PIN_BYTES) {
                throw new VaultException("The file with the token's PIN is too long: it holds one line.");
            }
            bytes = Files.readAllBytes(pinFile);
            pin = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
            int end = pin.limit();
            while (end > 0 && pin.get(end - 1) <= ' ') {
                end--;
            }
            char[] line = Arrays.copyOf(pin.array(), end);
            try {
                KeyStore keys = KeyStore.getInstance("PKCS11", provider);
                keys.load(null, line);
                return keys;
            } finally {
                Arrays.fill(line, '\0');
            }
        } catch (IOException | GeneralSecurityException | ProviderException e) {
            throw new VaultException("The token cannot be opened: see its slot and the file with its PIN.", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(pin.array(), '\0');
        }
    }

    @Override
    public void keep(long generation, MemorySegment key) {
        try {
            delete(generation);
            KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
            generator.init(256);
            SecretKey wrapping = generator.generateKey();
            token.setKeyEntry(alias(generation), wrapping, null, null);
            byte[] fresh = new byte[NONCE_BYTES];
            randomness.nextBytes(fresh);
            nonce.copyFrom(MemorySegment.ofArray(fresh));
            crypt(Cipher.ENCRYPT_MODE, generation, key.asSlice(0, KEY_BYTES), wrapped);
            file.put(generation, content);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new VaultException("The token cannot keep a root key.", e);
        }
    }

    @Override
    public boolean fetch(long generation, MemorySegment into) {
        try {
            if (!file.get(generation, content) || !token.isKeyEntry(alias(generation))) {
                return false;
            }
            crypt(Cipher.DECRYPT_MODE, generation, wrapped, into.asSlice(0, KEY_BYTES));
            return true;
        } catch (GeneralSecurityException | ProviderException e) {
            throw new VaultException("The token cannot open a root key.", e);
        }
    }

    private void crypt(int mode, long generation, MemorySegment from, MemorySegment to)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER, provider);
        cipher.init(mode, wrapping(generation), new IvParameterSpec(nonce.toArray(ValueLayout.JAVA_BYTE)));
        int count = cipher.update(from.asByteBuffer(), to.asByteBuffer());
        byte[] rest = cipher.doFinal();
        if (count != KEY_BYTES || rest.length != 0) {
            throw new GeneralSecurityException("The token gave fewer bytes than asked for.");
        }
    }

    /** How many keys of ours the token holds. */
    int aliases() {
        try {
            return (int) Collections.list(token.aliases()).stream()
                    .filter(alias -> alias.startsWith(ALIAS))
                    .count();
        } catch (GeneralSecurityException | ProviderException e) {
            throw new VaultException("The token cannot be read.", e);
        }
    }

    /** The token's key, which is a handle only. */
    Key wrapping(long generation) throws GeneralSecurityException {
        return token.getKey(alias(generation), null);
    }

    @Override
    public void destroy(long generation) {
        try {
            delete(generation);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new VaultException("The token cannot delete a root key.", e);
        }
        file.clear(generation);
    }

    private void delete(long generation) throws GeneralSecurityException {
        if (token.containsAlias(alias(generation))) {
            token.deleteEntry(alias(generation));
        }
    }

    @Override
    public List<Long> generations() {
        return file.generations();
    }

    private static String alias(long generation) {
        return ALIAS + generation;
    }

    @Override
    public void close() {
        content.fill((byte) 0);
        try {
            if (provider instanceof AuthProvider session) {
                session.logout();
            }
        } catch (LoginException | ProviderException e) {
            throw new VaultException("The token cannot be closed.", e);
        } finally {
            file.close();
        }
    }
}
