package org.stillcall.vault;

import static org.stillcall.base.Contract.require;

import java.util.Objects;
import java.util.Optional;
import org.stillcall.base.Base64Url;

/** The name of a key in the table: 16 random bytes as 22 characters of base64url. It opens nothing. */
public record KeyId(String text) {
    static final int BYTES = 16;

    public KeyId {
        require(Base64Url.spells(text, BYTES), "A key's name is 16 bytes in base64url without padding.");
    }

    /** The name that {@code text} spells, if it spells one. */
    public static Optional<KeyId> parse(String text) {
        return Base64Url.spells(text, BYTES) ? Optional.of(new KeyId(text)) : Optional.empty();
    }

    static KeyId of(byte[] bytes) {
        return new KeyId(Base64Url.encode(bytes));
    }

    byte[] bytes() {
        return Objects.requireNonNull(Base64Url.decode(text));
    }

    @Override
    public String toString() {
        return "KeyId";
    }
}
