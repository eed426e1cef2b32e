package dev.gopherscope.modules.sumlog;

import dev.gopherscope.modules.archive.Hash1;
import dev.gopherscope.modules.version.GoError;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Ed25519 keys of a checksum database, and signed notes. Follows {@code sumdb/note}. */
public final class NoteKey {
    private final String name;
    private final byte[] encoded;
    private final @Nullable PrivateKey secret;

    private NoteKey(String name, byte[] encoded, @Nullable PrivateKey secret) {
        this.name = name;
        this.encoded = encoded;
        this.secret = secret;
    }

    /** A key pair that follows from the name alone, so that runs repeat. It is for simulated servers only. */
    public static NoteKey generate(String name) {
        try {
            var generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Fixed(name));
            KeyPair pair = generator.generateKeyPair();
            EdECPoint point = ((EdECPublicKey) pair.getPublic()).getPoint();
            byte[] encoded = new byte[33];
            encoded[0] = 1;
            byte[] y = point.getY().toByteArray();
            for (int i = 0; i < y.length && i < 32; i++) {
                encoded[1 + i] = y[y.length - 1 - i];
            }
            if (point.isXOdd()) {
                encoded[32] |= (byte) 0x80;
            }
            return new NoteKey(name, encoded, pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    @SuppressWarnings("serial")
    private static final class Fixed extends SecureRandom {
        private final byte[] seed;

        Fixed(String name) {
            seed = Hash1.sha256().digest(name.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = seed[i % seed.length];
            }
        }
    }

    /**
     * Reads {@code name+hash+key}.
     *
     * @throws GoError if it is malformed
     */
    public static NoteKey parse(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3
                || parts[0].isEmpty()
                || parts[0].chars().anyMatch(Character::isWhitespace)
                || !parts[1].matches("[0-9a-fA-F]{8}")) {
            throw GoError.of("malformed verifier id");
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(parts[2]);
        } catch (IllegalArgumentException e) {
            throw GoError.of("malformed verifier id");
        }
        if (key.length == 0) {
            throw GoError.of("malformed verifier id");
        }
        if (!HexFormat.of().formatHex(keyHash(parts[0], key)).equalsIgnoreCase(parts[1])) {
            throw GoError.of("invalid verifier hash");
        }
        if (key[0] != 1) {
            throw GoError.of("unknown verifier algorithm");
        }
        if (key.length != 33) {
            throw GoError.of("malformed verifier id");
        }
        return new NoteKey(parts[0], key, null);
    }

    public String name() {
        return name;
    }

    /** {@code name+hash+key}, as {@code GOSUMDB} has it. */
    public String text() {
        return name + "+" + HexFormat.of().formatHex(keyHash(name, encoded)) + "+"
                + Base64.getEncoder().encodeToString(encoded);
    }

    private static byte[] keyHash(String name, byte[] key) {
        var sha = Hash1.sha256();
        sha.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(sha.digest(key), 4);
    }

    /** The text with a signature line below. */
    public String sign(String text) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(secret);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            byte[] signed = signature.sign();
            byte[] line = Arrays.copyOf(keyHash(name, encoded), 4 + signed.length);
            System.arraycopy(signed, 0, line, 4, signed.length);
            return text + "\n\u2014 " + name + " " + Base64.getEncoder().encodeToString(line) + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this key can't sign", e);
        }
    }

    /**
     * The text of a note that this key signed.
     *
     * @throws GoError if the note is malformed or the signature does not fit
     */
    public String open(String note) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0) {
            throw GoError.of("malformed note");
        }
        String text = note.substring(0, end + 1);
        String mark = "\u2014 " + name + " ";
        for (String line : note.substring(end + 2).split("\n")) {
            if (line.startsWith(mark) && verifies(text, line.substring(mark.length()))) {
                return text;
            }
        }
        throw GoError.of("note has no verifiable signatures");
    }

    private boolean verifies(String text, String signature64) {
        try {
            byte[] line = Base64.getDecoder().decode(signature64);
            if (line.length != 68 || !Arrays.equals(line, 0, 4, keyHash(name, encoded), 0, 4)) {
                return false;
            }
            var signature = Signature.getInstance("Ed25519");
            signature.initVerify(publicKey());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(line, 4, 64);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private PublicKey publicKey() throws GeneralSecurityException {
        byte[] y = new byte[32];
        for (int i = 0; i < 32; i++) {
            y[i] = encoded[32 - i];
        }
        boolean odd = (y[0] & 0x80) != 0;
        y[0] &= 0x7f;
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(
                        new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, y))));
    }
}
