Feature: The DUP flag
  DUP 1 says that this PUBLISH may have been sent before. It belongs to one connection and one direction:
  a broker that passes a message on starts anew with DUP 0, and sets it only when it has to send that
  message again itself. It is a hint and no proof: the receiver cannot tell from it that it saw the message.

  @must @server @direct
  Scenario Outline: DUP of the publisher is not passed on at QoS <qos>
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS <qos>
    When Alice publishes "x" to "a" at QoS <qos> with:
      | dup | yes |
    Then Bob receives "x" on "a" at QoS <qos> with:
      | dup | no |

    @MQTT-5.0:3.3.1-3
    Examples:
      | version | qos |
      | 5.0     | 1   |
      | 5.0     | 2   |

    @MQTT-3.1.1:3.3.1-3
    Examples:
      | version | qos |
      | 3.1.1   | 1   |
      | 3.1.1   | 2   |

    @MQTT-3.1:PUBLISH-06
    Examples:
      | version | qos |
      | 3.1     | 1   |
      | 3.1     | 2   |

  @must @server @direct
  Scenario Outline: A message delivered at QoS 0 has DUP 0 even if it was published with DUP 1
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 0
    When Alice publishes "x" to "a" at QoS 1 with:
      | dup | yes |
    Then Bob receives "x" on "a" at QoS 0 with:
      | dup | no |

    @MQTT-5.0:3.3.1-2 @MQTT-5.0:4.3.1-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.1-2 @MQTT-3.1.1:4.3.1-1
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:PUBLISH-06
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: What the broker sends again at QoS <qos> has DUP 1
    Given MQTT <version>
    And Alice is connected
    And Bob acknowledges by hand
    And Bob is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS <qos>
    When Alice publishes "x" to "a" at QoS <qos>
    Then Bob receives "x" on "a" with:
      | dup | no |
    When Bob loses his connection
    And Bob reconnects
    Then Bob receives "x" on "a" with:
      | dup | yes |

    @MQTT-5.0:3.3.1-1
    Examples:
      | version | qos |
      | 5.0     | 1   |
      | 5.0     | 2   |

    @MQTT-3.1.1:3.3.1-1
    Examples:
      | version | qos |
      | 3.1.1   | 1   |
      | 3.1.1   | 2   |

    @MQTT-3.1:RETRY-01 @MQTT-3.1:FORMAT-05
    Examples:
      | version | qos |
      | 3.1     | 1   |
      | 3.1     | 2   |

  @must @server @direct @cap:retain
  Scenario Outline: A retained message that was published with DUP 1 is delivered with DUP 0
    Given MQTT <version>
    And Alice and Bob are connected
    And Alice publishes "x" to "a" at QoS 1 retained with:
      | dup | yes |
    When Bob subscribes to "a" at QoS 1
    Then Bob receives "x" on "a" at QoS 1 with:
      | dup | no |

    @MQTT-5.0:3.3.1-3
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.1-3
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:PUBLISH-06
    Examples:
      | version |
      | 3.1     |

  @must @server @direct
  Scenario Outline: DUP 1 on a message that the broker never saw does not hold it back
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS <qos>
    When Alice publishes "first" to "a" at QoS <qos> with:
      | dup | yes |
    And Alice publishes "second" to "a" at QoS <qos> with:
      | dup | yes |
    Then Bob receives "first" and "second" in this order
    And Bob receives nothing more

    @MQTT-5.0:3.3.1-3
    Examples:
      | version | qos |
      | 5.0     | 1   |
      | 5.0     | 2   |

    @MQTT-3.1.1:3.3.1-3
    Examples:
      | version | qos |
      | 3.1.1   | 1   |
      | 3.1.1   | 2   |

    @MQTT-3.1:FORMAT-05
    Examples:
      | version | qos |
      | 3.1     | 1   |
      | 3.1     | 2   |

  @may @client @negative
  Scenario Outline: DUP 1 at QoS 0 is nonsense that a broker may close for
    Given MQTT <version>
    And Alice is connected
    When Alice sends PUBLISH with:
      | qos | 0   |
      | dup | yes |
    Then the broker may end the connection of Alice as malformed packet or protocol error
    And nobody else is disturbed

    @MQTT-5.0:3.3.1-2
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.3.1-2
    Examples:
      | version |
      | 3.1.1   |
