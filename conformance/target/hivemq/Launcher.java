import com.hivemq.embedded.EmbeddedHiveMQ;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs HiveMQ CE on one port of 127.0.0.1, in a directory, for the adapter beside it. */
public class Launcher {
  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[1]);
    Path config = Files.createDirectories(home.resolve("conf"));
    Files.createDirectories(home.resolve("data"));
    Files.createDirectories(home.resolve("extensions"));
    Files.writeString(
        config.resolve("config.xml"),
        "<hivemq><listeners><tcp-listener><port>" + args[0] + "</port>"
            + "<bind-address>127.0.0.1</bind-address></tcp-listener></listeners>"
            + "<anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>"
            + "</hivemq>");
    EmbeddedHiveMQ broker =
        EmbeddedHiveMQ.builder()
            .withConfigurationFolder(config)
            .withDataFolder(home.resolve("data"))
            .withExtensionsFolder(home.resolve("extensions"))
            .build();
    broker.start().join();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> broker.stop().join()));
  }
}
