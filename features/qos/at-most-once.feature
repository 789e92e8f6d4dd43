@must @server @direct
Feature: QoS 0, at most once
  A message of QoS 0 is sent and forgotten: it has no packet identifier, no acknowledgement and never
  DUP. What gets lost with a connection is lost.

  Scenario Outline: A message of QoS 0 arrives once, with QoS 0 and DUP 0
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS <granted>
    When Alice publishes "x" to "a" at QoS 0
    Then Bob receives "x" on "a" at QoS 0 with:
      | dup               | no     |
      | packet identifier | absent |
    And Bob receives nothing more

    @MQTT-5.0:4.3.1-1
    Examples:
      | version | granted |
      | 5.0     | 0       |
      | 5.0     | 2       |

    @MQTT-3.1.1:4.3.1-1
    Examples:
      | version | granted |
      | 3.1.1   | 0       |
      | 3.1.1   | 2       |

    @MQTT-3.1:QOS0-01
    Examples:
      | version | granted |
      | 3.1     | 0       |
      | 3.1     | 2       |

  Scenario Outline: A message that was delivered at QoS 0 is not sent again
    Given MQTT <version>
    And Alice is connected
    And Bob is connected with:
      | clean start             | no |
      | Session Expiry Interval | 60 |
    And Bob subscribes to "a" at QoS 0
    When Alice publishes "x" to "a" at QoS 2
    Then Bob receives "x" on "a" at QoS 0
    When Bob loses his connection
    And Bob reconnects
    Then Bob is accepted
    And Bob receives nothing more

    @MQTT-5.0:4.3.1-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:4.3.1-1
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:QOS0-01
    Examples:
      | version |
      | 3.1     |
