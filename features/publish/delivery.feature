@must @server @direct
Feature: Delivery to every subscriber
  Once the broker has taken a message, it owes it to everybody whose subscription matches: to those who
  are connected, to those whose session waits for them, and to the publisher itself if it subscribed. The
  payload is the business of the clients: any bytes, also none.

  Scenario Outline: Every client with a matching subscription receives the message at QoS <qos>
    Given MQTT <version>
    And Alice, Bob, Carol and Dave are connected
    And Bob subscribes to "a/b" at QoS <qos>
    And Carol subscribes to "a/#" at QoS <qos>
    And Dave subscribes to "c" at QoS <qos>
    When Alice publishes "x" to "a/b" at QoS <qos>
    Then Bob receives "x" on "a/b" at QoS <qos>
    And Carol receives "x" on "a/b" at QoS <qos>
    And Dave receives nothing more

    @MQTT-5.0:4.5.0-1
    Examples:
      | version | qos |
      | 5.0     | 0   |
      | 5.0     | 1   |
      | 5.0     | 2   |

    @MQTT-3.1.1:4.5.0-1
    Examples:
      | version | qos |
      | 3.1.1   | 0   |
      | 3.1.1   | 1   |
      | 3.1.1   | 2   |

  Scenario Outline: The publisher itself receives what it subscribed to
    Given MQTT <version>
    And Alice is connected
    And Alice subscribes to "a" at QoS 1
    When Alice publishes "x" to "a" at QoS 1
    Then Alice receives "x" on "a" at QoS 1

    @MQTT-5.0:4.5.0-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.5.0-1
    Examples:
      | version |
      | 3.1.1   |

  Scenario Outline: The message of QoS <qos> goes into the session of a client that is away
    Given MQTT <version>
    And Alice and Carol are connected
    And Bob is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS <qos>
    And Carol subscribes to "a" at QoS <qos>
    When Bob disconnects
    And Alice publishes "x" to "a" at QoS <qos>
    Then Carol receives "x" on "a" at QoS <qos>
    When Bob reconnects
    Then Bob receives "x" on "a" at QoS <qos>
    And Bob receives nothing more

    @MQTT-5.0:4.5.0-1
    Examples:
      | version | qos |
      | 5.0     | 1   |
      | 5.0     | 2   |

    @MQTT-3.1.1:4.5.0-1
    Examples:
      | version | qos |
      | 3.1.1   | 1   |
      | 3.1.1   | 2   |

  Scenario Outline: A client that subscribes too late has missed the message
    Given MQTT <version>
    And Alice and Bob are connected
    When Alice publishes "early" to "a" at QoS 1
    And Bob subscribes to "a" at QoS 1
    And Alice publishes "late" to "a" at QoS 1
    Then Bob receives "late" on "a"
    And Bob receives nothing more

    @MQTT-5.0:4.5.0-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.5.0-1
    Examples:
      | version |
      | 3.1.1   |

  Scenario Outline: An empty payload is delivered at QoS <qos>
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "" to "a" at QoS <qos>
    Then Bob receives "" on "a" at QoS <qos>

    @MQTT-5.0:X-36
    Examples:
      | version | qos |
      | 5.0     | 0   |
      | 5.0     | 1   |
      | 5.0     | 2   |

    @MQTT-3.1.1:X-36
    Examples:
      | version | qos |
      | 3.1.1   | 0   |
      | 3.1.1   | 1   |
      | 3.1.1   | 2   |

    @MQTT-3.1:PUBLISH-03
    Examples:
      | version | qos |
      | 3.1     | 0   |
      | 3.1     | 1   |
      | 3.1     | 2   |

  Scenario Outline: A payload of any bytes arrives as it was: <payload>
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 1
    When Alice sends PUBLISH with:
      | topic   | a         |
      | payload | <payload> |
      | qos     | 1         |
    Then Bob receives PUBLISH with:
      | topic   | a         |
      | payload | <payload> |

    @MQTT-5.0:4.5.0-1
    Examples:
      | version | payload                   |
      | 5.0     | 0x00                      |
      | 5.0     | 0xFF FE FD 80 00 C0       |
      | 5.0     | "x" repeated 100 times    |
      | 5.0     | "x" repeated 128 times    |
      | 5.0     | "x" repeated 16384 times  |
      | 5.0     | "x" repeated 200000 times |

    @MQTT-3.1.1:4.5.0-1
    Examples:
      | version | payload                   |
      | 3.1.1   | 0x00                      |
      | 3.1.1   | 0xFF FE FD 80 00 C0       |
      | 3.1.1   | "x" repeated 100 times    |
      | 3.1.1   | "x" repeated 128 times    |
      | 3.1.1   | "x" repeated 16384 times  |
      | 3.1.1   | "x" repeated 200000 times |
