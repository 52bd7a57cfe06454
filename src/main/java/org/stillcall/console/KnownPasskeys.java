package org.stillcall.console;

import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stillcall.store.Credential;

/** The passkeys of one device, as the library asks for them: it knows of no other. */
final class KnownPasskeys implements CredentialRepository {
    /** The library wants users to have names; here there is one user in each question. */
    static final String USER = "one";

    private final List<Credential> credentials;

    KnownPasskeys(List<Credential> credentials) {
        this.credentials = List.copyOf(credentials);
    }

    @Override
    public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String username) {
        return credentials.stream()
                .map(credential -> PublicKeyCredentialDescriptor.builder()
                        .id(new ByteArray(credential.id()))
                        .build())
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<ByteArray> getUserHandleForUsername(String username) {
        return credentials.stream()
                .map(credential -> new ByteArray(credential.userHandle()))
                .findFirst();
    }

    @Override
    public Optional<String> getUsernameForUserHandle(ByteArray handle) {
        return credentials.stream().anyMatch(credential -> handle.equals(new ByteArray(credential.userHandle())))
                ? Optional.of(USER)
                : Optional.empty();
    }

    @Override
    public Optional<RegisteredCredential> lookup(ByteArray id, ByteArray handle) {
        return lookupAll(id).stream()
                .filter(credential -> credential.getUserHandle().equals(handle))
                .findFirst();
    }

    @Override
    public Set<RegisteredCredential> lookupAll(ByteArray id) {
        return credentials.stream()
                .filter(credential -> id.equals(new ByteArray(credential.id())))
                .map(credential -> RegisteredCredential.builder()
                        .credentialId(id)
                        .userHandle(new ByteArray(credential.userHandle()))
                        .publicKeyCose(new ByteArray(credential.cosePublicKey()))
                        .signatureCount(credential.signCount())
                        .build())
                .collect(Collectors.toSet());
    }
}
