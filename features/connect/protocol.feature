Feature: Protocol name and level tell the version
  CONNECT begins with the name of the protocol and a level: MQIsdp 3, MQTT 4 or MQTT 5. A broker serves
  the versions it knows and closes on all others, if it likes after a CONNACK that says why. A client
  that is refused in this way learns that it may try an older version.

  @must @server @direct
  Scenario Outline: <name> with level <level> is MQTT <version>
    Given MQTT <version>
    When Alice connects with:
      | protocol name  | <name>  |
      | protocol level | <level> |
    Then Alice is accepted
    And the connection of Alice is still open

    @MQTT-5.0:3.1.4-5
    Examples:
      | version | name | level |
      | 5.0     | MQTT | 5     |

    @MQTT-3.1.1:3.1.4-4
    Examples:
      | version | name | level |
      | 3.1.1   | MQTT | 4     |

    @MQTT-3.1:CONNECT-01
    Examples:
      | version | name   | level |
      | 3.1     | MQIsdp | 3     |

  @must @server @negative
  Scenario Outline: The unknown protocol "<name>" is not served
    Given MQTT <version>
    When Alice connects with:
      | protocol name | <name> |
    Then Alice is refused as unsupported protocol name
    And nobody else is disturbed

    @MQTT-5.0:3.1.2-1
    Examples:
      | version | name  |
      | 5.0     | MQTS  |
      | 5.0     | mqtt  |
      | 5.0     | MQTTX |
      | 5.0     | MQT   |

    @MQTT-3.1.1:3.1.2-1 @MQTT-3.1.1:3.2.2-6
    Examples:
      | version | name  |
      | 3.1.1   | MQTS  |
      | 3.1.1   | mqtt  |
      | 3.1.1   | MQTTX |

    @MQTT-3.1:CONNECT-02 @MQTT-3.1:CONNECT-04
    Examples:
      | version | name    |
      | 3.1     | MQIsdpX |
      | 3.1     | mqisdp  |
      | 3.1     | AMQP    |

  @must @server @negative
  Scenario Outline: Level <level>, which no version has, is not served
    Given MQTT 5.0
    Then the broker turns the unknown protocol level <level> away
    And nobody else is disturbed

    @MQTT-5.0:3.1.2-2 @MQTT-5.0:3.2.2-7
    Examples:
      | level |
      | 6     |
      | 127   |
      | 255   |

  @must @server @negative
  Scenario Outline: The version of protocol level <level> is not served
    Given MQTT <version>
    When Alice connects with:
      | protocol level | <level> |
    Then Alice is refused as unsupported protocol version
    And nobody else is disturbed

    @MQTT-3.1.1:3.1.2-2 @MQTT-3.1.1:3.2.2-5
    Examples:
      | version | level |
      | 3.1.1   | 0     |
      | 3.1.1   | 2     |

    @MQTT-3.1:CONNECT-02 @MQTT-3.1:CONNACK-02
    Examples:
      | version | level |
      | 3.1     | 2     |
      | 3.1     | 9     |
