Feature: PINGREQ and PINGRESP
  With PINGREQ a client asks whether the broker is still there; PINGRESP is the answer. Neither has
  anything behind its fixed header.

  @must @server @direct
  Scenario Outline: Each PINGREQ is answered with a PINGRESP
    Given MQTT <version>
    And Alice is connected
    When Alice sends PINGREQ
    Then Alice receives PINGRESP
    When Alice sends PINGREQ
    And Alice sends PINGREQ
    Then Alice receives PINGRESP
    And Alice receives PINGRESP
    And Alice receives nothing more

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
