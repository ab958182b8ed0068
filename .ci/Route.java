import com.sun.tools.attach.VirtualMachine;
import java.util.Set;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Calls an operation of a route of a program on this machine: java .ci/Route.java PID ROUTE start|stop */
final class Route {
    public static void main(String[] args) throws Exception {
        String address = VirtualMachine.attach(args[0]).startLocalManagementAgent();
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            Set<ObjectName> routes = server.queryNames(
                    new ObjectName("org.apache.camel:context=zenoti,type=routes,name=\"" + args[1] + "\""), null);
            server.invoke(routes.iterator().next(), args[2], new Object[0], new String[0]);
        }
    }
}
