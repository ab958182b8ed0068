package org.zenotisync.warehouse.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacketStreamTest {

    @Test
    void readsFitIntoAPacketAndGiveAllRows() {
        byte[] text = new byte[50_000];
        new Random(7).nextBytes(text);
        PacketStream rows = new PacketStream(text, 40_000);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] packet = new byte[8 * 1024];
        int count;
        while ((count = rows.read(packet, 0, packet.length)) > 0) {
            assertThat(count).isLessThanOrEqualTo(packet.length - 4);
            read.write(packet, 0, count);
        }

        assertThat(read.toByteArray()).isEqualTo(Arrays.copyOf(text, 40_000));
    }
}
