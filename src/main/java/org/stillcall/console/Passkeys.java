package org.stillcall.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.StartAssertionOptions;
import com.yubico.webauthn.StartRegistrationOptions;
import com.yubico.webauthn.data.AttestationConveyancePreference;
import com.yubico.webauthn.data.AuthenticatorData;
import com.yubico.webauthn.data.AuthenticatorSelectionCriteria;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.ResidentKeyRequirement;
import com.yubico.webauthn.data.UserIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.exception.AssertionFailedException;
import com.yubico.webauthn.exception.InvalidSignatureCountException;
import com.yubico.webauthn.exception.RegistrationFailedException;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.stillcall.base.Randomness;
import org.stillcall.store.Credential;
import org.stillcall.store.NewCredential;

/**
 * Passkey ceremonies (WebAuthn level 3, sections 7.1 and 7.2), carried out by the library: user verification required,
 * attestation none, the exact origin. A challenge serves once, for the purpose it was made for, within five minutes.
 * What an authenticator keeps of us is neutral: a page of notes, a user handle that is random for every device.
 * Threads may share it.
 */
final class Passkeys {
    /** What an authenticator and the browser's dialogue show. */
    static final String NAME = "Notes";

    private static final int USER_HANDLE_BYTES = 32;
    private static final int BACKUP_ELIGIBLE = 0x08; // section 6.1, flag BE
    private static final int BACKED_UP = 0x10; // flag BS

    /** What the browser gets: the challenge's name and the options as JSON. */
    record Begun(String challenge, String publicKey) {}

    /** A passkey that was used. */
    record Used(byte[] credential, long signCount, boolean backedUp) {}

    /** A passkey's counter went back: it may be a copy (section 6.1.1). */
    static final class CounterWentBack extends Exception {
        private static final long serialVersionUID = 1L;

        CounterWentBack() {
            super("A counter went back.", null, false, false);
        }
    }

    private final Origin origin;
    private final Randomness randomness;
    private final Challenges challenges;

    Passkeys(Origin origin, Randomness randomness, LongSupplier nowMillis) {
        this.origin = origin;
        this.randomness = randomness;
        this.challenges = new Challenges(nowMillis);
    }

    /** Begins the making of a passkey. */
    Begun register(Context request, String purpose) {
        byte[] handle = new byte[USER_HANDLE_BYTES];
        randomness.nextBytes(handle);
        UserIdentity user = UserIdentity.builder()
                .name(NAME)
                .displayName(NAME)
                .id(new ByteArray(handle))
                .build();
        PublicKeyCredentialCreationOptions options = party(request, List.of())
                .startRegistration(StartRegistrationOptions.builder()
                        .user(user)
                        .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                                .residentKey(ResidentKeyRequirement.PREFERRED)
                                .userVerification(UserVerificationRequirement.REQUIRED)
                                .build())
                        .timeout(ApiLimits.CHALLENGE_MILLIS)
                        .build());
        String challenge = options.getChallenge().getBase64Url();
        challenges.put(challenge, purpose, options);
        try {
            return new Begun(challenge, options.toJson());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The library could not write its own options.", e);
        }
    }

    /**
     * Ends the making of a passkey.
     *
     * @param response a RegistrationResponseJSON
     * @throws RefusedException when it is not the answer to this challenge, purpose and origin
     */
    NewCredential registered(Context request, String challenge, String purpose, byte[] response) {
        PublicKeyCredentialCreationOptions options =
                challenges.take(challenge, purpose, PublicKeyCredentialCreationOptions.class);
        try {
            var credential = PublicKeyCredential.parseRegistrationResponseJson(text(response));
            RegistrationResult result = party(request, List.of())
                    .finishRegistration(FinishRegistrationOptions.builder()
                            .request(options)
                            .response(credential)
                            .build());
            AuthenticatorData data = credential.getResponse().getParsedAuthenticatorData();
            return new NewCredential(
                    result.getKeyId().getId().getBytes(),
                    options.getUser().getId().getBytes(),
                    result.getPublicKeyCose().getBytes(),
                    result.getSignatureCount(),
                    has(data, BACKUP_ELIGIBLE),
                    has(data, BACKED_UP));
        } catch (IOException | RegistrationFailedException | RuntimeException e) { // its words quote the request
            throw new RefusedException(Refusal.PASSKEY_REFUSED);
        }
    }

    /** Begins the use of one of these passkeys, which are all of one user handle. */
    Begun ask(Context request, String purpose, List<Credential> credentials) {
        AssertionRequest asked = party(request, credentials)
                .startAssertion(StartAssertionOptions.builder()
                        .username(KnownPasskeys.USER)
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .timeout(ApiLimits.CHALLENGE_MILLIS)
                        .build());
        String challenge =
                asked.getPublicKeyCredentialRequestOptions().getChallenge().getBase64Url();
        challenges.put(challenge, purpose, asked);
        try {
            Asked options = Asked.parse(asked.toCredentialsGetJson().getBytes(StandardCharsets.UTF_8));
            return new Begun(challenge, text(options.json("publicKey")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The library could not write its own options.", e);
        }
    }

    /**
     * Ends the use of a passkey.
     *
     * @param credentials as they are by now
     * @param response an AuthenticationResponseJSON
     * @throws RefusedException when it is not the answer to this challenge, purpose and origin
     */
    Used used(Context request, String challenge, String purpose, List<Credential> credentials, byte[] response)
            throws CounterWentBack {
        AssertionRequest asked = challenges.take(challenge, purpose, AssertionRequest.class);
        try {
            var credential = PublicKeyCredential.parseAssertionResponseJson(text(response));
            AssertionResult result = party(request, credentials)
                    .finishAssertion(FinishAssertionOptions.builder()
                            .request(asked)
                            .response(credential)
                            .build());
            AuthenticatorData data = credential.getResponse().getParsedAuthenticatorData();
            byte[] id = result.getCredential().getCredentialId().getBytes();
            if (!result.isSuccess() || !result.isUserVerified() || !sameKind(credentials, id, data)) {
                throw new RefusedException(Refusal.PASSKEY_REFUSED);
            }
            return new Used(id, result.getSignatureCount(), has(data, BACKED_UP));
        } catch (InvalidSignatureCountException e) {
            throw new CounterWentBack();
        } catch (IOException | AssertionFailedException | RuntimeException e) { // its words quote the request
            throw new RefusedException(Refusal.PASSKEY_REFUSED);
        }
    }

    /** Whether a passkey may be copied never changes (section 7.2, step 19). */
    private static boolean sameKind(List<Credential> credentials, byte[] id, AuthenticatorData data) {
        return credentials.stream()
                .anyMatch(
                        known -> Arrays.equals(known.id(), id) && known.backupEligible() == has(data, BACKUP_ELIGIBLE));
    }

    private static boolean has(AuthenticatorData data, int flag) {
        return (data.getFlags().value & flag) != 0;
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private RelyingParty party(Context request, List<Credential> credentials) {
        int port = request.req().getLocalPort();
        if (!origin.isForPasskeys(request.header("Host"), port)) {
            throw new RefusedException(Refusal.ASK_BY_NAME);
        }
        return RelyingParty.builder()
                .identity(RelyingPartyIdentity.builder()
                        .id(origin.domain())
                        .name(NAME)
                        .build())
                .credentialRepository(new KnownPasskeys(credentials))
                .origins(Set.of(origin.passkeys(port)))
                .attestationConveyancePreference(AttestationConveyancePreference.NONE)
                .validateSignatureCounter(true)
                .build();
    }
}
