package dev.gopherscope.kernel.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.wire.StartupFile.UnusableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionFileTest {

    private static final String GOOD = """
            {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "127.0.0.1",
             "key": "a-b", "transport": "tcp", "signature_scheme": "hmac-sha256", "kernel_name": "x", "jupyter_session": "y"}
            """;

    @TempDir
    private Path folder;

    private ConnectionFile read(String json) throws IOException {
        return assertInstanceOf(
                ConnectionFile.class, StartupFile.read(Files.writeString(folder.resolve("c.json"), json)));
    }

    private String refusal(String json) {
        return assertThrows(UnusableFileException.class, () -> read(json)).getMessage();
    }

    @Test
    void theFileOfJupyterIsRead() throws IOException {
        var connection = read(GOOD);
        assertEquals("127.0.0.1", connection.ip());
        assertEquals(new Ports(1, 2, 3, 4, 5), connection.ports());
        assertArrayEquals("a-b".getBytes(UTF_8), connection.key());
    }

    @Test
    void withoutAnAddressItListensAtThisMachineOnly() throws IOException {
        assertEquals(
                "127.0.0.1", read(GOOD.replace("\"ip\": \"127.0.0.1\",", "")).ip());
    }

    @Test
    void whatCantBeServedIsNamed() {
        assertTrue(refusal(GOOD.replace("tcp", "ipc")).contains("tcp only"));
        assertTrue(refusal(GOOD.replace("hmac-sha256", "hmac-md5")).contains("hmac-md5"));
        assertTrue(refusal(GOOD.replace("\"hb_port\": 5", "\"hb_port\": 70000")).contains("hb_port"));
        assertTrue(refusal(GOOD.replace("\"shell_port\": 1,", "")).contains("shell_port"));
        assertTrue(refusal("{").contains("can't be read"));
        assertTrue(refusal(GOOD.replace("{", "{\"curve_publickey\": \"x\", \"curve_secretkey\": \"y\","))
                .contains("40 characters"));
        var missing = assertThrows(UnusableFileException.class, () -> StartupFile.read(folder.resolve("missing.json")));
        assertTrue(missing.getMessage().contains("no connection file"));
    }

    @Test
    void aSignatureIsTheOneOfRfc4231() {
        // Test case 2 of RFC 4231, its data split over frames.
        var signature = new Signature("Jefe".getBytes(UTF_8));
        var frames = List.of("what do ya ".getBytes(UTF_8), new byte[0], "want for nothing?".getBytes(UTF_8));
        var expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843".getBytes(UTF_8);
        assertEquals(new String(expected, UTF_8), new String(signature.sign(frames), UTF_8));
        assertTrue(signature.accepts(expected, frames));
        expected[63] ^= 1;
        assertFalse(signature.accepts(expected, frames));
        assertFalse(signature.accepts(HexFormat.of().parseHex("5bdc"), frames));
    }

    @Test
    void anEmptyKeyMeansUnsigned() {
        var unsigned = new Signature(new byte[0]);
        assertEquals(0, unsigned.sign(List.of(new byte[3])).length);
        assertTrue(unsigned.accepts("whatever".getBytes(UTF_8), List.of(new byte[3])));
    }
}
