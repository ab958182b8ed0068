package org.zenotisync.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A line to a server on loopback that passes everything on, until it is told to break: then the answer to a certain
 * request gets lost on its way after some bytes of its content.
 */
public final class BreakingLine implements AutoCloseable {

    /** How a line breaks. */
    public enum Break {
        /** The connection is reset. */
        RESET,
        /** The connection is closed as if all was said. */
        CLOSE,
        /** Nothing comes any more. */
        SILENCE
    }

    private static final String END_OF_HEAD = "\r\n\r\n";

    private final ServerSocket server;
    private final int target;
    private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger left = new AtomicInteger();
    private volatile String request;
    private volatile int bytes;
    private volatile Break how;

    public BreakingLine(URI target) throws IOException {
        this.target = target.getPort();
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /**
     * Breaks answers to come.
     *
     * @param newRequest how the first line of the request begins
     * @param afterBytes of the answer's content that come through
     * @param times how often
     */
    public void breakAt(String newRequest, int afterBytes, Break newHow, int times) {
        request = newRequest;
        bytes = afterBytes;
        how = newHow;
        left.set(times);
    }

    /** Passes everything on again. */
    public void heal() {
        left.set(0);
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            Socket client = server.accept();
            Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
            open.addAll(List.of(client, upstream));
            new Connection(client, upstream).start();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** A thread that ends when its sockets do. */
    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // one of the two has hung up
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private final class Connection {

        private final Socket client;
        private final Socket upstream;
        private volatile boolean breaks;

        Connection(Socket client, Socket upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        void start() {
            BreakingLine.start(this::requests);
            BreakingLine.start(this::answers);
        }

        private void requests() throws IOException {
            byte[] buffer = new byte[8192];
            InputStream in = client.getInputStream();
            OutputStream out = upstream.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                if (left.get() > 0 && text.startsWith(request)) {
                    left.decrementAndGet();
                    breaks = true;
                }
                out.write(buffer, 0, read);
            }
            upstream.close();
        }

        private void answers() throws IOException {
            byte[] buffer = new byte[1024];
            InputStream in = upstream.getInputStream();
            OutputStream out = client.getOutputStream();
            StringBuilder answer = new StringBuilder();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int passed = read;
                boolean isEnough = false;
                if (breaks) {
                    int before = answer.length();
                    answer.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                    int head = answer.indexOf(END_OF_HEAD);
                    int enough = head + END_OF_HEAD.length() + bytes;
                    isEnough = head >= 0 && answer.length() >= enough;
                    passed = isEnough ? enough - before : read;
                }
                out.write(buffer, 0, passed);
                if (isEnough) {
                    breakOff();
                    return;
                }
            }
            client.close();
        }

        private void breakOff() throws IOException {
            if (how == Break.SILENCE) {
                return;
            }
            if (how == Break.RESET) {
                pause();
                client.setSoLinger(true, 0);
            }
            client.close();
            upstream.close();
        }

        /** A reset takes away what has arrived and was not read yet. */
        private void pause() {
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
