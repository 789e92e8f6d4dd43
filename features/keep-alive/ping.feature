Feature: Pings
  A client that has nothing to say shows with PINGREQ that it is still there, and learns from PINGRESP that
  the broker is too. Both packets are two bytes long and carry nothing. The broker answers each PINGREQ on
  the connection that it came on, whatever the keep alive interval of that connection is.

  @must @server @direct
  Scenario Outline: Each PINGREQ is answered with a PINGRESP
    Given MQTT <version>
    And Alice is connected
    When Alice sends PINGREQ
    Then Alice receives PINGRESP
    When Alice sends PINGREQ
    Then Alice receives PINGRESP
    And Alice receives nothing more
    And nobody else is disturbed

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
  Scenario Outline: A PINGREQ is answered although keep alive is off
    Given MQTT <version>
    And Alice is connected with:
      | keep alive | 0 |
    When Alice sends PINGREQ
    Then Alice receives PINGRESP

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
