Feature: User name and password
  A client may say who it is by a user name and a password. What they mean is the broker's affair: it
  accepts the client or refuses it and closes. From 5.0 on a password may come without a user name.

  @must @server @negative @cap:authentication
  Scenario Outline: Wrong credentials are refused and the connection is closed
    Given MQTT <version>
    When Alice connects with:
      | user name | nobody-has-this-name |
      | password  | wrong                |
    Then Alice is refused as bad user name or password
    And nobody else is disturbed

    @MQTT-5.0:3.1.4-2 @MQTT-5.0:3.2.2-7 @MQTT-5.0:3.2.2-8
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.2.2-5 @MQTT-3.1.1:3.2.2-4
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNACK-03
    Examples:
      | version |
      | 3.1     |

  @must @server @negative @cap:authentication
  Scenario Outline: What follows wrong credentials is ignored
    Given MQTT <version>
    And Bob is connected
    When Bob subscribes to "a/b"
    And Alice connects with:
      | user name | nobody-has-this-name |
      | password  | wrong                |
    And Alice sends PUBLISH with:
      | topic   | a/b   |
      | payload | eager |
    Then Alice is refused as bad user name or password
    And Bob does not receive "eager"
    And nobody else is disturbed

    @MQTT-5.0:3.1.4-2 @MQTT-5.0:3.1.4-6
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.4-5
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:CONNACK-03
    Examples:
      | version |
      | 3.1     |

  @must @server @direct @MQTT-3.1:CONNECT-16
  Scenario: User names and passwords of more than twelve characters are read
    Given MQTT 3.1
    When Alice connects with:
      | user name | a user name that is longer than twelve characters |
      | password  | a password that is longer than twelve characters  |
    Then Alice is accepted or refused as bad user name or password

  @must @server @direct @MQTT-5.0:X-20
  Scenario: A password without a user name is well formed
    Given MQTT 5.0
    When Alice connects with:
      | user name | absent |
      | password  | secret |
    Then Alice is accepted or refused as bad user name or password

  @must @server @direct
  Scenario Outline: A password may hold any bytes
    Given MQTT <version>
    When Alice connects with:
      | user name | someone          |
      | password  | 0xFF FE 00 C0 AF |
    Then Alice is accepted or refused as bad user name or password

    @MQTT-5.0:3.1.4-5
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.1.4-4
    Examples:
      | version |
      | 3.1.1   |
