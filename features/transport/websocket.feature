Feature: MQTT over WebSocket
  Over WebSocket, the stream of bytes travels in binary frames. Frames are only a wrapping: packets need
  not begin or end with them. The client offers the sub-protocol `mqtt`, and the broker selects it, so that
  both know what the frames hold. A text frame cannot hold MQTT, and whoever gets one closes.

  @must @server @direct @cap:websocket
  Scenario Outline: The broker selects the sub-protocol mqtt
    Given MQTT <version>
    Then a WebSocket that offers "<offered>" is given the sub-protocol "mqtt"

    @MQTT-5.0:6.0.0-3 @MQTT-5.0:6.0.0-4
    Examples:
      | version | offered     |
      | 5.0     | mqtt        |
      | 5.0     | other, mqtt |

    @MQTT-3.1.1:6.0.0-3 @MQTT-3.1.1:6.0.0-4
    Examples:
      | version | offered     |
      | 3.1.1   | mqtt        |
      | 3.1.1   | other, mqtt |

  @may @client @negative @cap:websocket
  Scenario Outline: A client that offers no sub-protocol is refused or served without one
    Given MQTT <version>
    Then a WebSocket that offers "" is refused or given the sub-protocol ""

    @MQTT-5.0:6.0.0-3
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:6.0.0-3
    Examples:
      | version |
      | 3.1.1   |

  @MQTT-3.1:WS-01 @may @server @direct @cap:websocket
  Scenario: A client of MQTT 3.1 may offer mqttv3.1
    Given MQTT 3.1
    Then a WebSocket that offers "mqttv3.1" is refused or given the sub-protocol "mqttv3.1"

  @must @server @negative @cap:websocket
  Scenario Outline: A text frame ends the connection
    Given MQTT <version>
    And Alice is connected
    When Alice sends the text frame "<text>"
    Then the broker closes the connection of Alice
    And nobody else is disturbed

    @MQTT-5.0:6.0.0-1
    Examples:
      | version | text  |
      | 5.0     | hello |
      | 5.0     |       |

    @MQTT-3.1.1:6.0.0-1
    Examples:
      | version | text  |
      | 3.1.1   | hello |
      | 3.1.1   |       |

  @must @server @negative @cap:websocket
  Scenario Outline: A text frame ends the connection also in the place of CONNECT
    Given MQTT <version>
    And Alice opens a connection
    When Alice sends the text frame "hello"
    Then the broker closes the connection of Alice
    And nobody else is disturbed

    @MQTT-5.0:6.0.0-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:6.0.0-1
    Examples:
      | version |
      | 3.1.1   |

  @must @server @direct @cap:websocket
  Scenario Outline: One packet may lie in several frames
    Given MQTT <version>
    And Alice is connected
    When Alice sends the bytes "82"
    And Alice sends the bytes "<first>"
    And Alice sends the bytes "<second>"
    Then Alice receives SUBACK with:
      | packet identifier | 10 |

    @MQTT-5.0:6.0.0-2
    Examples:
      | version | first    | second               |
      | 5.0     | 07 00 0A | 00 00 01 61 00       |
      | 5.0     | 07       | 00 0A 00 00 01 61 00 |

    @MQTT-3.1.1:6.0.0-2
    Examples:
      | version | first    | second            |
      | 3.1.1   | 06 00 0A | 00 01 61 00       |
      | 3.1.1   | 06       | 00 0A 00 01 61 00 |

  @must @server @direct @cap:websocket
  Scenario Outline: Several packets may lie in one frame, and the last one end in the next
    Given MQTT <version>
    And Alice is connected
    When Alice sends the bytes "C0 00 C0 00 <subscribe> C0"
    Then Alice receives PINGRESP
    And Alice receives PINGRESP
    And Alice receives SUBACK with:
      | packet identifier | 10 |
    When Alice sends the bytes "00"
    Then Alice receives PINGRESP

    @MQTT-5.0:6.0.0-2
    Examples:
      | version | subscribe                  |
      | 5.0     | 82 07 00 0A 00 00 01 61 00 |

    @MQTT-3.1.1:6.0.0-2
    Examples:
      | version | subscribe               |
      | 3.1.1   | 82 06 00 0A 00 01 61 00 |

  @must @server @direct @cap:websocket
  Scenario Outline: The broker answers in binary frames
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a" at QoS 2
    When Alice publishes "x" to "a" at QoS 2
    Then Bob receives "x" on "a" at QoS 2
    And the connection of Bob is still open

    @MQTT-5.0:6.0.0-1
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:6.0.0-1
    Examples:
      | version |
      | 3.1.1   |
