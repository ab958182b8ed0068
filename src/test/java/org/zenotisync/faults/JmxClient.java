package org.zenotisync.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.zenotisync.testing.RunningProgram;

/** A client like jconsole: it knows the names of the MBeans and none of our classes. */
final class JmxClient implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final String CONTEXT = "zenoti";

    private final JMXConnector connector;
    private final MBeanServerConnection server;

    /** What was called, and how often. */
    private final Map<String, Integer> calls = new TreeMap<>();

    private JmxClient(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
    }

    /** Connects as soon as the program has its MBean. */
    @SuppressWarnings("BanJNDI") // the address is that of the program that the test has started
    static JmxClient connect(int port, RunningProgram program) throws Exception {
        JMXServiceURL url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (true) {
            try {
                JmxClient client = new JmxClient(JMXConnectorFactory.connect(url));
                while (!client.server.isRegistered(sync()) && program.isAlive() && System.nanoTime() < end) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
                return client;
            } catch (IOException e) {
                if (!program.isAlive() || System.nanoTime() > end) {
                    throw new IOException("no JMX: " + program.log(), e);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static ObjectName sync() throws JMException {
        return new ObjectName("org.zenotisync:type=Sync,name=" + CONTEXT);
    }

    private static ObjectName route(String id) throws JMException {
        return new ObjectName("org.apache.camel:context=" + CONTEXT + ",type=routes,name=\"" + id + "\"");
    }

    String state(String route) throws JMException, IOException {
        return (String) server.getAttribute(route(route), "State");
    }

    /** Switches a route that runs off. */
    void switchOff(String route, String operation, Long timeout) throws JMException, IOException {
        if (!state(route).equals("Started")) {
            return;
        }
        if (timeout == null) {
            server.invoke(route(route), operation, new Object[0], new String[0]);
        } else {
            server.invoke(route(route), operation, new Object[] {timeout}, new String[] {"long"});
        }
        called(operation + (timeout == null ? "" : " by force") + " " + route);
    }

    /** Lets a route run again. */
    void switchOn(String route) throws JMException, IOException {
        String state = state(route);
        if (!state.equals("Started")) {
            String operation = state.equals("Suspended") ? "resume" : "start";
            server.invoke(route(route), operation, new Object[0], new String[0]);
            called(operation + " " + route);
        }
    }

    /** Calls an operation of the sync that takes the names of tables. */
    List<String> tables(String operation, String glob) throws JMException, IOException {
        called(operation);
        return List.of((String[])
                server.invoke(sync(), operation, new Object[] {glob}, new String[] {String.class.getName()}));
    }

    boolean startCycle() throws JMException, IOException {
        called("startCycle");
        return (boolean) server.invoke(sync(), "startCycle", new Object[0], new String[0]);
    }

    Object attribute(String name) throws JMException, IOException {
        return server.getAttribute(sync(), name);
    }

    List<CompositeData> tables() throws JMException, IOException {
        return List.of((CompositeData[]) attribute("Tables"));
    }

    /** When the last cycle ended; null before. */
    Object lastCycleEnded() throws JMException, IOException {
        CompositeData last = (CompositeData) attribute("LastCycle");
        return last == null ? null : last.get("endedAt");
    }

    Map<String, Integer> calls() {
        return calls;
    }

    private void called(String what) {
        calls.merge(what, 1, Integer::sum);
    }

    @Override
    public void close() throws IOException {
        try {
            connector.close();
        } catch (IOException e) {
            // the program has ended, and the connection with it
        }
    }
}
