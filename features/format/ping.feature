Feature: Form of PINGREQ
  PINGREQ is the shortest packet: it has a fixed header and nothing behind it, not even a packet
  identifier. So several may be under way, and none of them waits for anything else that is.

  @must @server @direct
  Scenario Outline: PINGREQ is answered while an acknowledgement is awaited
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob acknowledges by hand
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "x" to "a" at QoS 2
    Then Bob receives "x" on "a" at QoS 2
    When Bob sends PINGREQ
    Then Bob receives PINGRESP

    @MQTT-5.0:3.12.4-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.12.4-1
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:PING-01
    Examples:
      | version |
      | 3.1     |

  @must @client @negative
  Scenario Outline: PINGREQ has nothing behind its fixed header
    Given MQTT <version>
    And Alice is connected
    When Alice sends the bytes "<bytes>"
    Then the broker ends the connection of Alice as malformed packet
    And nobody else is disturbed

    @MQTT-5.0:X-50
    Examples:
      | version | bytes       |
      | 5.0     | C0 01 00    |
      | 5.0     | C0 02 00 0A |

    @MQTT-3.1.1:X-50
    Examples:
      | version | bytes       |
      | 3.1.1   | C0 01 00    |
      | 3.1.1   | C0 02 00 0A |
